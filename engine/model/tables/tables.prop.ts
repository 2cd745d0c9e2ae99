import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { refOf, type Manifest, type Pod } from '../../kube/index.ts';
import { ObjectStore } from '../object-store.ts';
import { ObjectIndex } from './object-index.ts';

/** Laws of tables that follow a set of objects from change to change. */

const manifest = fc
  .record({
    kind: fc.constantFrom('Pod', 'Service'),
    namespace: fc.constantFrom('a', 'a-b', 'b'),
    name: fc.constantFrom('x', 'x-y', 'y'),
    labels: fc.dictionary(fc.constantFrom('app', 'tier'), fc.constantFrom('1', '2'), { maxKeys: 2 }),
  })
  .map(({ kind, namespace, name, labels }): Manifest => ({
    object: { apiVersion: 'v1', kind, metadata: { name, namespace, labels } },
    placeOf: () => undefined,
  }));

interface Edit {
  readonly put: readonly Manifest[];
  readonly remove: readonly Manifest[];
  /** Tables are asked for on some of the ways only. */
  readonly ask: boolean;
}

const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    put: fc.array(manifest, { maxLength: 6 }),
    remove: fc.array(manifest, { maxLength: 4 }),
    ask: fc.boolean(),
  }),
  { maxLength: 8 },
);

const byLabel = new ObjectIndex<Pod>('Pod', ({ object }) =>
  Object.entries(object.metadata.labels ?? {}).map(([key, value]) => `${key}=${value}`),
);

function play(all: readonly Edit[]): ObjectStore {
  return all.reduce((store, { put, remove, ask }) => {
    const next = store.with(put).without(remove.map(({ object }) => refOf(object)));
    if (ask) tablesOf(next);
    return next;
  }, ObjectStore.empty);
}

function tablesOf(store: ObjectStore): object {
  return {
    kinds: store.kinds(),
    lists: store.kinds().map((kind) => store.list(kind)),
    spaces: ['a', 'a-b', 'b'].map((space) => ['Pod', 'Service'].map((kind) => store.list(kind, space))),
    inhabited: ['a', 'a-b', 'b', 'c', ''].map((space) => store.inhabits('Pod', space)),
    index: ['app=1', 'app=2', 'tier=1', 'none'].map((key) => byLabel.find(store, key)),
  };
}

describe('laws of tables', () => {
  it('objects reached by changes have the tables of the same objects put together at once', () => {
    fc.assert(
      fc.property(edits, (all) => {
        const store = play(all);
        const anew = ObjectStore.of(store.kinds().flatMap((kind) => store.list(kind)));
        assert.deepEqual(tablesOf(store), tablesOf(anew));
      }),
      { numRuns: 500 },
    );
  });

  it('what differs is what one has and the other has not', () => {
    fc.assert(
      fc.property(edits, edits, (shared, more) => {
        const before = play(shared);
        const after = more.reduce(
          (store, { put, remove }) => store.with(put).without(remove.map(({ object }) => refOf(object))),
          before,
        );
        const found = after.since(before);
        const changed = new Set(found.map(({ kind, key }) => `${kind} ${key}`));
        assert.equal(changed.size, found.length);
        for (const { kind, key, before: old, after: now } of found) {
          assert.equal(old, before.find(kind, key));
          assert.equal(now, after.find(kind, key));
          assert.notEqual(old, now);
        }
        for (const store of [before, after]) {
          for (const one of store.kinds().flatMap((kind) => store.list(kind))) {
            const { kind, namespace, name } = refOf(one.object);
            const same = before.get(kind, namespace, name) === after.get(kind, namespace, name);
            assert.equal(changed.has(`${kind} ${namespace}\0${name}`), !same);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('an index finds its objects in the order of the list', () => {
    fc.assert(
      fc.property(edits, (all) => {
        const store = play(all);
        const listed = store.list<Pod>('Pod').filter(({ object }) => object.metadata.labels?.['app'] === '1');
        assert.deepEqual(byLabel.find(store, 'app=1'), listed);
      }),
    );
  });
});

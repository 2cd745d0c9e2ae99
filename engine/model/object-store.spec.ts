import assert from 'node:assert/strict';
import type { KubeObject, Manifest } from '../kube/index.ts';
import { ObjectStore } from './object-store.ts';

const object = (kind: string, namespace: string | undefined, name: string, note = ''): Manifest => ({
  object: { apiVersion: 'v1', kind, metadata: { name, ...(namespace && { namespace }), labels: { note } } },
  placeOf: () => undefined,
});
const names = (list: readonly Manifest[]): string[] =>
  list.map(({ object: { metadata } }: { object: KubeObject }) => `${metadata.namespace}/${metadata.name}`);

describe('a set of objects', () => {
  it('lists a kind by namespace, then name', () => {
    const store = ObjectStore.of([
      object('Pod', 'a-b', 'x'),
      object('Pod', 'a', 'z'),
      object('Pod', 'a', 'y'),
      object('Service', 'a', 'y'),
      object('Endpoints', 'a', 'y'),
    ]);
    assert.deepEqual(names(store.list('Pod')), ['a/y', 'a/z', 'a-b/x']);
    assert.deepEqual(names(store.list('Pod', 'a-b')), ['a-b/x']);
    assert.deepEqual(store.kinds(), ['Endpoints', 'Pod', 'Service']);
  });

  it('goes on with the list of a kind of which nothing changed', () => {
    const store = ObjectStore.of([object('Pod', 'a', 'x')]);
    const list = store.list('Pod');
    assert.equal(store.with([object('Service', 'a', 'y')]).list('Pod'), list);
  });

  it('takes an object without namespace for one of default, unless its kind has none', () => {
    const store = ObjectStore.of([object('Pod', undefined, 'x'), object('Node', undefined, 'n')]);
    assert.ok(store.get('Pod', 'default', 'x'));
    assert.ok(store.get('Node', '', 'n'));
  });

  it('stays as it was when others are made from it', () => {
    const before = ObjectStore.of([object('Pod', 'a', 'x', 'old')]);
    const replaced = before.with([object('Pod', 'a', 'x', 'new')]);
    const emptied = before.without([{ kind: 'Pod', namespace: 'a', name: 'x' }]);
    assert.equal(before.get('Pod', 'a', 'x')?.object.metadata.labels?.['note'], 'old');
    assert.equal(replaced.get('Pod', 'a', 'x')?.object.metadata.labels?.['note'], 'new');
    assert.equal(emptied.list('Pod').length, 0);
    assert.equal(before.list('Pod').length, 1);
  });
});

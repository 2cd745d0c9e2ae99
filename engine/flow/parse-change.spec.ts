import assert from 'node:assert/strict';
import type { Problem } from '../errors/index.ts';
import type { Change } from './change.ts';
import { isChangeEntry, parseChange } from './parse-change.ts';

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { ports: [{ port: 80 }] },
};

function read(json: Record<string, unknown>): Change {
  const change = parseChange(json, 'flows.json');
  assert.ok(!Array.isArray(change), JSON.stringify(change));
  return change as Change;
}

describe('a change between flows', () => {
  it('is told from a flow', () => {
    for (const json of [{ apply: [] }, { delete: 7 }, { pass: '1s', id: 'x' }]) {
      assert.equal(isChangeEntry(json), true);
    }
    for (const json of [
      { from: {}, to: 'web:80' },
      { to: 'web:80', pass: '1s' },
      {},
      null,
      'pass',
      ['pass'],
    ]) {
      assert.equal(isChangeEntry(json), false);
    }
  });

  it('applies objects, one or several', () => {
    for (const apply of [service, [service]]) {
      const change = read({ apply });
      assert.ok(change.kind === 'apply');
      assert.deepEqual(
        change.manifests.map(({ object }) => object),
        [service],
      );
      assert.equal(change.manifests[0]?.placeOf(['spec'])?.file, 'flows.json');
    }
  });

  it('deletes an object, of namespace default where none is named', () => {
    const object = { kind: 'Service', namespace: 'shop', name: 'web' };
    assert.deepEqual(read({ delete: object }), { kind: 'delete', object });
    assert.deepEqual(read({ id: 1, delete: { kind: 'Pod', name: 'web-1' } }), {
      kind: 'delete',
      object: { kind: 'Pod', namespace: 'default', name: 'web-1' },
    });
    assert.deepEqual(read({ delete: { kind: 'Node', name: 'worker' } }), {
      kind: 'delete',
      object: { kind: 'Node', namespace: '', name: 'worker' },
    });
  });

  it('lets time pass', () => {
    assert.deepEqual(read({ pass: '1h30m' }), { kind: 'pass-time', seconds: 5400 });
  });

  const wrong: readonly (readonly [Record<string, unknown>, RegExp, string?])[] = [
    [{ pass: 3 }, /^pass is not as it should be$/, '3'],
    [{ pass: '-3h' }, /^pass is not/, '"-3h"'],
    [{ pass: '3h', delete: { kind: 'Pod', name: 'a' } }, /^a change is not as it should be$/],
    [{ pass: '3h', after: 1 }, /^a change has no field "after"$/],
    [{ delete: 'web' }, /^delete is not as it should be$/, '"web"'],
    [{ delete: { kind: 'Service' } }, /^delete is not/],
    [{ delete: { kind: 'Service', name: 'web', nameSpace: 'x' } }, /^delete has no field "nameSpace"$/],
    [{ apply: [] }, /^apply is not as it should be$/, '[]'],
    [{ apply: 'service.yaml' }, /^apply is not/],
    [
      { apply: [{ ...service, spec: { ports: [{ port: 0 }] } }] },
      /^Service shop\/web, spec\.ports\[0\]\.port: /,
    ],
    [{ apply: [{ ...service, spec: { prots: [] } }] }, /^Service shop\/web, .*prots/],
  ];
  for (const [json, what, found] of wrong) {
    it(`is refused: ${JSON.stringify(json).slice(0, 70)}`, () => {
      const problems = parseChange(json, 'flows.json');
      assert.ok(Array.isArray(problems));
      const [problem] = problems as readonly Problem[];
      assert.match(problem?.what ?? '', what);
      assert.equal(problem?.where, undefined);
      if (found !== undefined) assert.equal(problem?.found, found);
    });
  }
});

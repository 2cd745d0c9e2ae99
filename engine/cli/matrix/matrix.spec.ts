import assert from 'node:assert/strict';
import { runIn } from '../testing/run.ts';
import { shop } from '../testing/shop.ts';

describe('reachform matrix', () => {
  it('has a row for clients that are alike and a column for every way in', async () => {
    const { code, out } = await runIn({ 'web.yaml': shop }, ['matrix', 'web.yaml']);
    assert.deepEqual(
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/ {2,}/)),
      [
        ['', 'web:80', 'every node:30080'],
        ['pods of shop', '.', '.'],
        ['hosts of nodes', '?', '.'],
        ['outside', '?', '.'],
        [''],
        ['. reached, ? no such name or no way in', '2 destinations, 3 classes of clients, 2 pods'],
      ],
    );
    assert.equal(code, 0);
  });

  it('keeps nodes apart where they answer differently', async () => {
    const local = shop.replace('type: NodePort', 'type: NodePort\n  externalTrafficPolicy: Local');
    const { out } = await runIn({ 'web.yaml': local.replace('replicas: 2', 'replicas: 1') }, [
      'matrix',
      'web.yaml',
    ]);
    const [head, ...rows] = out.split('\n').map((line) => line.trim().split(/ {2,}/));
    assert.deepEqual(head, ['web:80', 'control-plane:30080', 'worker:30080', 'worker2:30080']);
    const outside = rows.find(([client]) => client === 'outside');
    assert.deepEqual(outside?.slice(1).toSorted(), ['-', '-', '.', '?']);
    assert.equal(rows.filter(([client]) => client?.startsWith('hosts of nodes on ')).length, 3);
  });

  it('says so when there is no Service', async () => {
    const { code, err } = await runIn(
      { 'ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n' },
      ['matrix', 'ns.yaml'],
    );
    assert.deepEqual([code, err.split('\n')[0]], [3, 'error: there is no Service with a port']);
  });
});

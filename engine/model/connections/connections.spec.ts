import assert from 'node:assert/strict';
import { certain } from './chance.ts';
import { lineUpsOf, noConnections, recordOf, withLineUps, withRecord } from './connections.ts';
import { newLineUp } from '../schedulers/line-up.ts';

describe('what nodes remember', () => {
  const server = '10.96.0.20 80/TCP';
  const rows = certain(newLineUp(['a', 'b']));

  it('of a scheduler is by node and server, and gone when nothing is known any more', () => {
    const known = withLineUps(noConnections, 'worker', server, rows);
    assert.equal(lineUpsOf(known, 'worker', server), rows);
    assert.equal(lineUpsOf(known, 'worker2', server), undefined);
    const lost = withLineUps(known, 'worker', server, undefined);
    assert.deepEqual([...(lost.nodes.get('worker')?.schedulers.keys() ?? [])], []);
    assert.equal(lineUpsOf(known, 'worker', server), rows, 'it stays as it was');
  });

  it('of a client stays when something else is noted', () => {
    const record = certain([{ endpoint: 'a', at: 0, until: 30 }]);
    const known = withRecord(noConnections, 'worker', 'web', '10.244.1.9', record);
    const more = withLineUps(known, 'worker', server, rows);
    assert.equal(recordOf(more, 'worker', 'web', '10.244.1.9'), record);
    assert.equal(recordOf(more, 'worker', 'web', '10.244.1.8'), undefined);
  });
});

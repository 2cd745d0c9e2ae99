import assert from 'node:assert/strict';
import { expectExactly, expectFlow, expectMatrix, expectOnly } from './checks/flows.ts';
import { setReadiness, scale } from './changes/change-by-words.ts';
import { giveClient, giveService } from './facts/give.ts';
import { Session } from './session.ts';
import { Late } from './testing/late.ts';

const fromClient = (to: string) => ({ from: { pod: 'client' }, to });

function shop(): { session: Session; cluster: Late } {
  const cluster = new Late();
  const session = new Session({
    scenario: 'test-1',
    folders: [import.meta.dirname],
    backEnds: [cluster],
    keepImages: false,
    evidenceFolder: 'evidence',
    deadlineSeconds: 1,
    expectsRejection: false,
  });
  giveService(session, { name: 'web', port: 80, replicas: 2 });
  giveClient(session, 'client');
  return { session, cluster };
}

describe('waiting for a cluster whose rules follow late', () => {
  it('is not over with a lucky answer: the backend that is gone would have shown', async () => {
    const { session, cluster } = shop();
    await expectOnly(session, fromClient('web:80'), 'pods "web-1, web-2"');
    await setReadiness(session, 'web-1', false);
    await expectOnly(session, fromClient('web:80'), 'pod "web-2"');
    // Of two backends, two DNS servers: the wrong ones are missed in 49 connections once in a million.
    assert.deepEqual(cluster.waits.at(-1), [49]);
  });

  it('asks so often in a matrix too, and by address half as often', async () => {
    const { session, cluster } = shop();
    await session.ready();
    await setReadiness(session, 'web-1', false);
    await expectMatrix(session, [
      ['', 'service/web:80'],
      ['pod client', '.'],
    ]);
    assert.deepEqual(cluster.waits.at(-1), [20]);
  });

  it('asks once where the rules of before can not look like those of now', async () => {
    const { session, cluster } = shop();
    await expectFlow(session, fromClient('web:80'), { result: 'reached' });
    assert.deepEqual(cluster.waits.at(-1), [1]);
    await scale(session, { kind: 'deployment', name: 'web' }, 0);
    await expectFlow(session, fromClient('web:80'), { result: 'refused' });
    assert.deepEqual(cluster.waits.at(-1), [1]);
  });

  it('knows backends of long ago: ready again, both must come', async () => {
    const { session } = shop();
    await setReadiness(session, 'web-1', false);
    await setReadiness(session, 'web-1', true);
    await expectExactly(session, fromClient('web:80'), [['pod'], ['web-1'], ['web-2']]);
  });
});

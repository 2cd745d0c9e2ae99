import assert from 'node:assert/strict';
import type { BackEnd } from '../../backend/back-end.ts';
import type { Answer, Observation } from '../../flow/index.ts';
import { applyText } from '../changes/apply.ts';
import { scale, setReadiness } from '../changes/change-by-words.ts';
import { giveClient, giveService } from '../facts/give.ts';
import { Session } from '../session.ts';
import { Pretended } from '../testing/pretended.ts';
import { expectFlow } from './flows.ts';
import { expectOnePod } from './one-pod.ts';
import { expectShares, expectSpread } from './spread.ts';

const flow = { from: { pod: 'client' }, to: 'web:80' };
const deployment = { kind: 'deployment', name: 'web' };

async function shop(backEnds: readonly BackEnd[] = [], replicas = 3): Promise<Session> {
  const session = new Session({
    scenario: 'test-1',
    folders: [import.meta.dirname],
    backEnds,
    keepImages: false,
    evidenceFolder: 'evidence',
    deadlineSeconds: 0.05,
    expectsRejection: false,
  });
  giveService(session, { name: 'web', port: 80, replicas });
  giveClient(session, 'client');
  await affinity(session, 'ClientIP');
  return session;
}

function affinity(session: Session, kind: string): Promise<void> {
  return applyText(
    session,
    `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }], sessionAffinity: ${kind} }`,
  );
}

const rows = (...shares: readonly (readonly [string, string])[]) => [['pod', 'share'], ...shares];

describe('a sentence about one pod', () => {
  it('is so under session affinity, and not without it', async () => {
    const session = await shop();
    await expectOnePod(session, flow, 30);
    await expectOnePod(session, flow, 30, 'the same');
    await affinity(session, 'None');
    await assert.rejects(expectOnePod(session, flow, 30), /the next may reach\s+default\/web-/);
    await expectOnePod(session, flow, 1);
  });

  it('follows every pod that it may have been through what happens', async () => {
    const session = await shop([], 1);
    await expectOnePod(session, flow, 5);
    await scale(session, deployment, 3);
    await expectOnePod(session, flow, 5, 'the same');
    await assert.rejects(
      expectOnePod(session, flow, 5, 'another'),
      /was reached before, and now\s+default\/web-/,
    );
    await setReadiness(session, 'web-1', false);
    await assert.rejects(expectOnePod(session, flow, 5, 'the same'), /was reached before, and now/);
    await expectOnePod(session, flow, 5, 'the same');
  });

  it('counts the connections of other sentences', async () => {
    const session = await shop([], 1);
    await expectOnePod(session, flow, 5);
    await scale(session, deployment, 3);
    await setReadiness(session, 'web-1', false);
    await expectFlow(session, flow, { result: 'reached' });
    await setReadiness(session, 'web-1', true);
    await expectOnePod(session, flow, 5, 'another');
  });

  it('needs a sentence before it where it speaks of one', async () => {
    await assert.rejects(
      expectOnePod(await shop(), flow, 5, 'the same'),
      /no sentence before speaks of one pod/,
    );
  });

  it('does not take equal shares of chance for an even spread of one client', async () => {
    const session = await shop();
    await assert.rejects(
      expectSpread(session, flow, 30, { kind: 'even', over: 3 }),
      /the client is remembered: all 30 connections reach default\/web-/,
    );
    await assert.rejects(
      expectShares(session, flow, 30, rows(['web-1', '1/3'], ['web-2', '1/3'], ['web-3', '1/3'])),
      /the client is remembered/,
    );
    await affinity(session, 'None');
    await expectSpread(session, flow, 30, { kind: 'even', over: 3 });
  });
});

describe('a sentence about one pod, on a cluster', () => {
  /** The sample shows these of the predicted backends. */
  const showing =
    (...indexes: readonly number[]) =>
    ({ backends }: Answer): Partial<Observation> => ({
      backends: indexes.flatMap((index) => {
        const backend = backends[index];
        return backend ? [{ ...backend, probability: 1 / indexes.length }] : [];
      }),
    });

  it('is judged by one sample, whichever pod that shows', async () => {
    await expectOnePod(await shop([new Pretended(showing(2))]), flow, 30);
    await assert.rejects(
      expectOnePod(await shop([new Pretended(showing(0, 2))]), flow, 30),
      /kind: connections reach 2 pods: default\/web-\S+,\s+default\/web-/,
    );
  });

  it('is held against what that cluster showed before, not against the model', async () => {
    let shown = 1;
    const session = await shop([new Pretended((answer) => showing(shown)(answer))]);
    await expectOnePod(session, flow, 30);
    await expectOnePod(session, flow, 30, 'the same');
    shown = 2;
    await assert.rejects(
      expectOnePod(session, flow, 30, 'the same'),
      /kind: connections reached default\/web-\S+ before, and\s+default\/web-\S+ now/,
    );
  });

  it('waits until a sample shows one pod', async () => {
    let asked = 0;
    const cluster = new Pretended((answer) => showing(...(asked++ < 3 ? [0, 1] : [1]))(answer));
    cluster.converge = async (flows, settled) => {
      for (let turn = 0; turn < 9; turn++) {
        if (settled(await cluster.answer(flows))) return { converged: true, milliseconds: turn };
      }
      return { converged: false, milliseconds: 9 };
    };
    await expectOnePod(await shop([cluster]), flow, 30);
    assert.equal(asked, 5);
  });
});

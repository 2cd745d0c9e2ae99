import assert from 'node:assert/strict';
import type { BackEnd, HeldSeen } from '../../backend/back-end.ts';
import { UserError } from '../../errors/index.ts';
import { remove, scale, setReadiness } from '../changes/change-by-words.ts';
import { giveClient, giveService } from '../facts/give.ts';
import { lasting } from '../lasting.ts';
import { Session } from '../session.ts';
import { Pretended } from '../testing/pretended.ts';
import { expectHeld, holdOpen } from './held.ts';

const flow = { from: { pod: 'client' }, to: 'web:80' };

function shop(backEnds: readonly BackEnd[] = [], text = ''): Session {
  const session = new Session({
    scenario: 'test-1',
    folders: [import.meta.dirname],
    backEnds,
    keepImages: false,
    text,
    evidenceFolder: 'evidence',
    deadlineSeconds: 0.05,
    expectsRejection: false,
  });
  giveService(session, { name: 'web', port: 80, replicas: 2 });
  giveClient(session, 'client');
  return session;
}

/** A cluster whose held connection shows these, one after the other, and then the last. */
class Holding extends Pretended {
  readonly #seen: HeldSeen[];

  constructor(...seen: readonly HeldSeen[]) {
    super();
    this.#seen = [...seen];
  }

  hold(): Promise<HeldSeen> {
    return this.askHeld();
  }

  async askHeld(): Promise<HeldSeen> {
    const [first, ...others] = this.#seen;
    if (others.length > 0) this.#seen.shift();
    return first ?? { kind: 'unknown', reason: 'nothing is left' };
  }
}

const at = (pod: string): HeldSeen => ({ kind: 'reached', pod });

describe('a sentence about a connection that is held open', () => {
  it('is judged on the model by every way that it may have gone', async () => {
    const session = shop();
    await holdOpen(session, flow);
    await expectHeld(session, 'same pod');
    await setReadiness(session, 'web-1', false);
    await expectHeld(session, 'same pod');
    await assert.rejects(
      expectHeld(session, 'over'),
      /expected that it is over; if it went to default\/web-/,
    );
    await remove(session, { kind: 'pod', name: 'web-1' });
    await assert.rejects(expectHeld(session, 'same pod'), /it is over: pod default\/web-\S+ is gone/);
    await assert.rejects(expectHeld(session, 'over'), /it reaches\s+default\/web-/);
    await scale(session, { kind: 'deployment', name: 'web' }, 0);
    await expectHeld(session, 'over');
  });

  it('needs a connection', async () => {
    await assert.rejects(expectHeld(shop(), 'same pod'), UserError);
    const session = shop();
    await scale(session, { kind: 'deployment', name: 'web' }, 0);
    await assert.rejects(holdOpen(session, flow), /can't be held open/);
  });

  it('is held against the pod that the cluster showed at first', async () => {
    const good = shop([new Holding(at('default/x'), at('default/x'))]);
    await holdOpen(good, flow);
    await expectHeld(good, 'same pod');
    const bad = shop([new Holding(at('default/x'), at('default/y'))]);
    await holdOpen(bad, flow);
    await assert.rejects(
      expectHeld(bad, 'same pod'),
      /kind: .*; it reaches default\/y, and at first\s+default\/x/,
    );
  });

  it('begins when the cluster does as predicted', async () => {
    const session = shop([new Holding({ kind: 'refused' }, at('default/x'))]);
    session.deadlineSeconds = 5;
    await holdOpen(session, flow);
    await expectHeld(session, 'same pod');
  });

  it('never passes what a cluster can not tell', async () => {
    const session = shop([new Holding(at('default/x'), { kind: 'unknown', reason: 'the prober ended' })]);
    await holdOpen(session, flow);
    await assert.rejects(expectHeld(session, 'same pod'), /nobody can tell: the prober ended/);
  });

  it('leaves out a back end that can hold none', async () => {
    const session = shop([new Pretended()], 'from pod "client", a connection to "web:80" is held open');
    await holdOpen(session, flow);
    assert.deepEqual(session.leftOut, [{ backEnd: 'kind', reason: 'it can not hold a connection open' }]);
  });
});

describe('a sentence that must stay so', () => {
  it('is checked once on the model', async () => {
    let checked = 0;
    await lasting(shop(), 60, async () => void checked++);
    assert.equal(checked, 1);
  });

  it('is checked on a cluster until the time is over, and fails at the first time that it is not so', async () => {
    const session = shop([new Holding(at('default/x'), at('default/x'), at('default/x'), at('default/y'))]);
    await holdOpen(session, flow);
    await assert.rejects(
      lasting(session, 5, () => expectHeld(session, 'same pod')),
      /it reaches default\/y/,
    );
    assert.equal(session.deadlineSeconds, 0);
    let checked = 0;
    await lasting(session, 0.02, async () => {
      checked++;
      await new Promise((resolve) => setTimeout(resolve, 5));
    });
    assert.ok(checked > 1);
  });
});

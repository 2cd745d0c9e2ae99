import assert from 'node:assert/strict';
import type { BackEnd } from '../backend/back-end.ts';
import { UserError } from '../errors/index.ts';
import type { Answer, Flow, Observation } from '../flow/index.ts';
import { refOf, type Manifest, type Pod } from '../kube/index.ts';
import { giveText } from './changes/apply.ts';
import { setReadiness } from './changes/change-by-words.ts';
import { expectFlow, expectFlowTable, expectMatrix } from './checks/flows.ts';
import { expectNoEndpoints } from './checks/endpoints.ts';
import { expectShares, expectSpread } from './checks/spread.ts';
import { ExpectationFailed } from './failing.ts';
import { giveClient, giveService } from './facts/give.ts';
import { Session } from './session.ts';
import { Pretended } from './testing/pretended.ts';

function session(backEnds: readonly BackEnd[] = [], expectsRejection = false): Session {
  return new Session({
    scenario: 'test-1',
    folders: [import.meta.dirname, process.cwd()],
    backEnds,
    keepImages: false,
    evidenceFolder: 'evidence',
    deadlineSeconds: 0.05,
    expectsRejection,
  });
}

function shop(backEnds: readonly BackEnd[] = []): Session {
  const own = session(backEnds);
  giveService(own, { name: 'web', port: 80, replicas: 2 });
  giveClient(own, 'client');
  return own;
}

const fromClient = (to: string): Flow => ({ from: { pod: 'client' }, to });

describe('a session on the model', () => {
  it('applies what is given at the first check', async () => {
    const own = shop();
    await expectFlow(own, fromClient('web:80'), { result: 'reached' });
    assert.equal(own.takeVerdicts().length, 1);
    assert.equal(own.takeVerdicts().length, 0);
  });

  it('fails with a report and no stack', async () => {
    const own = shop();
    await assert.rejects(expectFlow(own, fromClient('web:80'), { result: 'refused' }), (error: Error) => {
      assert.ok(error instanceof ExpectationFailed);
      assert.equal(error.stack, error.message);
      assert.match(error.message, /pod client -> web:80 +expected refused +model reaches web-\S+ \(2\)/);
      return true;
    });
  });

  it('tells everything that is wrong with a table of flows at once', async () => {
    const own = shop();
    const table = [
      ['from', 'to', 'result'],
      ['pod clint', 'web:80', 'reaches'],
      ['pod client', 'node/x:1', 'refused'],
    ];
    await assert.rejects(expectFlowTable(own, table), (error: unknown) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.problems.length, 2);
      return true;
    });
  });

  it('shows the matrix as it is when one cell is not as expected', async () => {
    const table = [
      ['', 'web:80', 'web:81'],
      ['pod client', '.', '.'],
    ];
    await assert.rejects(expectMatrix(shop(), table), /model says\n +web:80 +web:81\n +pod client +\. +~$/);
  });

  it('takes the only namespace of the manifests for its own', async () => {
    const own = session();
    giveText(
      own,
      'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { ports: [{ port: 80 }] }',
    );
    giveClient(own, 'client');
    assert.equal(own.namespace, 'shop');
    await expectFlow(own, fromClient('web:80'), { result: 'refused' });
  });

  it('has namespace default where manifests live in several', () => {
    const own = session();
    const yaml = (namespace: string): string =>
      `apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: ${namespace} }\nspec: { ports: [{ port: 80 }] }`;
    giveText(own, `${yaml('a')}\n---\n${yaml('b')}`);
    assert.equal(own.namespace, 'default');
    own.facts.useNamespace('b');
    assert.equal(own.namespace, 'b');
  });

  it('refuses wrong manifests unless the scenario says that they are', async () => {
    const wrong = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: {}';
    assert.throws(() => giveText(session(), wrong), UserError);
  });

  it('says that the spread is not what it should be, with bars', async () => {
    await assert.rejects(
      expectSpread(shop(), fromClient('web:80'), 30, { kind: 'even', over: 3 }),
      /new connections reach 2 backends, expected 3[^]*model\n +default\/web-\S+ +#+ +1\/2/,
    );
  });
});

describe('a session with a cluster', () => {
  it('passes what all agree on', async () => {
    const kind = new Pretended();
    const own = shop([kind]);
    await expectFlow(own, fromClient('web:80'), { result: 'reached' });
    assert.deepEqual(
      own.takeVerdicts().map((verdict) => verdict.kind),
      ['pass'],
    );
    assert.deepEqual(await own.close(), ['pod left']);
    assert.ok(kind.closed);
  });

  it('blames the cluster for what nobody expected, and saves evidence', async () => {
    const own = shop([new Pretended(() => ({ result: 'timeout', backends: [], outcomes: { timeout: 1 } }))]);
    await assert.rejects(
      expectFlow(own, fromClient('web:80'), { result: 'reached' }),
      /The cluster does something else than expected[^]*evidence +evidence\/test-1\/kind/,
    );
  });

  it('blames the model for what it did not foresee', async () => {
    const refused = (): Partial<Observation> => ({
      result: 'refused',
      backends: [],
      outcomes: { refused: 1 },
    });
    const own = shop([new Pretended(refused)]);
    await assert.rejects(expectFlow(own, fromClient('web:80'), { result: 'refused' }), /a bug of Reachform/);
  });

  it('never passes what the cluster can not tell', async () => {
    const unknown = (): Partial<Observation> => ({
      result: 'unknown',
      outcomes: { unknown: 1 },
      reason: 'cut off',
    });
    const own = shop([new Pretended(unknown)]);
    await assert.rejects(expectFlow(own, fromClient('web:80'), { result: 'reached' }), /can't tell: cut off/);
  });

  it('calls pods by the names they have there', async () => {
    const kind = new Pretended();
    const own = shop([kind]);
    await setReadiness(own, 'web-1', false);
    const pods = (await kind.objects()).filter(({ object }) => object.kind === 'Pod') as Manifest<Pod>[];
    const first = pods
      .map(({ object }) => refOf(object).name)
      .filter((name) => name.startsWith('web-'))
      .sort()[0];
    const [, change] = kind.changes;
    assert.ok(change?.kind === 'readiness');
    assert.equal(change.pod.name, first);
  });

  it('counts connections by the names that pods have there', async () => {
    const shares = [
      ['pod', 'share'],
      ['web-1', '1/2'],
      ['web-2', '1/2'],
    ];
    const own = shop([new Pretended()]);
    await expectShares(own, fromClient('web:80'), 100, shares);
    const skewed = ({ backends }: Answer): Partial<Observation> => ({
      backends: backends.map((one, index) => ({ ...one, probability: index === 0 ? 0.95 : 0.05 })),
    });
    await assert.rejects(
      expectShares(shop([new Pretended(skewed)]), fromClient('web:80'), 100, shares),
      /kind: web-\d got \d+ of 100 connections, expected 1\/2\. Chance of this or worse[^]*95 of 100/,
    );
  });

  it('waits for objects, then says which back end differs', async () => {
    const kind = new Pretended();
    kind.objects = () => Promise.resolve([]);
    const own = session([kind]);
    giveText(own, 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }');
    await assert.rejects(expectNoEndpoints(own, 'web'), /kind: there is no service default\/web/);
  });
});

import assert from 'node:assert/strict';
import type { Change } from '../flow/index.ts';
import { defaultCluster, type Service } from '../kube/index.ts';
import { giveClient, giveService } from './facts/give.ts';
import { Session } from './session.ts';
import { Pretended } from './testing/pretended.ts';

async function shop(): Promise<Session> {
  const session = new Session({
    scenario: 'test-1',
    folders: [import.meta.dirname],
    backEnds: [new Pretended()],
    keepImages: false,
    evidenceFolder: 'evidence',
    deadlineSeconds: 0,
    expectsRejection: false,
  });
  giveService(session, { name: 'web', port: 80, replicas: 2 });
  giveClient(session, 'client');
  await session.ready();
  return session;
}

/** The Services that the proxy of a node knows on the cluster, where it does not know those of now. */
async function remembered(session: Session, node: string): Promise<readonly string[] | undefined> {
  const [, view] = await session.views();
  const stale = view?.state.faults.staleProxies.get(node);
  return stale?.list<Service>('Service', 'default').map(({ object }) => object.metadata.name);
}

const worker = defaultCluster(2).nodes[1]?.object.metadata.name ?? '';
const deletion: Change = { kind: 'delete', object: { kind: 'Service', namespace: 'default', name: 'web' } };

describe('what a proxy on a cluster is taken to know', () => {
  for (const [breaks, repairs] of [
    ['stop-proxy', 'start-proxy'],
    ['cut-off-node', 'reconnect-node'],
  ] as const) {
    it(`is what it saw last, from ${breaks} to ${repairs}`, async () => {
      const session = await shop();
      await session.change({ kind: breaks, node: worker });
      await session.change(deletion);
      assert.deepEqual(await remembered(session, worker), ['kubernetes', 'web']);
      assert.equal(await remembered(session, 'control-plane'), undefined);
      await session.change({ kind: repairs, node: worker });
      assert.equal(await remembered(session, worker), undefined);
    });
  }

  it('stays so where the proxy of a node that is reconnected was stopped before', async () => {
    const session = await shop();
    await session.change({ kind: 'stop-proxy', node: worker });
    await session.change(deletion);
    await session.change({ kind: 'cut-off-node', node: worker });
    await session.change({ kind: 'reconnect-node', node: worker });
    assert.deepEqual(await remembered(session, worker), ['kubernetes', 'web']);
  });
});

describe('what the nodes of a cluster are taken to be', () => {
  it('follows their labels, those that come and those that go', async () => {
    const session = await shop();
    const object = { kind: 'Node', namespace: '', name: worker };
    const arch = 'kubernetes.io/arch';
    const labelled = async (value: string | null): Promise<unknown> => {
      await session.change({ kind: 'label', object, labels: { [arch]: value } });
      const [, view] = await session.views();
      const node = view?.state.cluster.nodes.find((one) => one.object.metadata.name === worker);
      return node?.object.metadata.labels?.[arch];
    };
    assert.equal(await labelled('arm64'), 'arm64');
    assert.equal(await labelled(null), undefined);
    assert.equal(await labelled('s390x'), 's390x');
  });
});

import assert from 'node:assert/strict';
import type { EndpointSlice, KubeObject } from '../../../kube/index.ts';
import { Api } from '../kubectl/api.ts';
import type { Machines } from '../live-cluster.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { FakeApiServer } from '../testing/fake-api-server.ts';
import { fakeScenario } from '../testing/fake-scenario.ts';
import { awaitProxy } from './await-proxy.ts';

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'reachform-marker' },
  spec: { ipFamilies: ['IPv4', 'IPv6'], clusterIPs: ['10.96.0.9', 'fd00::9'] },
};
const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'kc-worker' },
  status: {
    addresses: [
      { type: 'Hostname', address: 'kc-worker' },
      { type: 'InternalIP', address: '172.18.0.2' },
      { type: 'InternalIP', address: 'fc00::2' },
    ],
  },
};

describe('awaitProxy', () => {
  const server = new FakeApiServer();
  let api: Api;
  let scenario: Scenario;
  /** What was dialled, and how often in vain before rules were there. */
  const dialled: string[] = [];
  let late = 0;
  /** Where slices led at that time. */
  let led: readonly string[] = [];
  const machines = {
    run: (_node: string, command: readonly string[]) => {
      dialled.push(command.at(-1) ?? '');
      const all = [...server.objects.values()] as readonly (KubeObject & Partial<EndpointSlice>)[];
      led = all.flatMap(({ endpoints }) => (endpoints ?? []).flatMap(({ addresses }) => addresses)).sort();
      late -= 1;
      return Promise.resolve({ stdout: '', stderr: '', exitCode: late >= 0 ? 1 : 0 });
    },
  } as unknown as Machines;

  before(async () => {
    api = new Api(await server.start());
    server.objects.set('/api/v1/nodes/kc-worker', node);
    server.refuse = (method, path) =>
      method === 'PATCH' && path.endsWith('/services/reachform-marker')
        ? { status: 200, body: service }
        : undefined;
  });
  after(async () => {
    api.close();
    await server.stop();
  });
  beforeEach(() => {
    scenario = fakeScenario(api);
    server.calls.length = 0;
    dialled.length = 0;
    late = 0;
  });

  it('leads the node to itself by a Service made last, in every family', async () => {
    await awaitProxy(scenario, machines, 'kc-worker');
    assert.deepEqual(dialled.sort(), ['exec 3<>/dev/tcp/10.96.0.9/10250', 'exec 3<>/dev/tcp/fd00::9/10250']);
    assert.deepEqual(led, ['172.18.0.2', 'fc00::2']);
  });

  it('asks until the rules are there, and takes the Service away again', async () => {
    late = 3;
    await awaitProxy(scenario, machines, 'kc-worker');
    assert.equal(dialled.length, 5);
    const removed = server.calls.filter((call) => call.startsWith('DELETE'));
    assert.equal(removed.length, 3);
    assert.ok([...server.objects.keys()].every((path) => !path.includes('reachform-marker')));
  });

  it('does not wait for a proxy that was stopped', async () => {
    scenario.stoppedProxies.add('kc-worker');
    await awaitProxy(scenario, machines, 'kc-worker');
    assert.deepEqual([...dialled, ...server.calls], []);
  });
});

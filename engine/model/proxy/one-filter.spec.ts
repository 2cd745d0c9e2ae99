import assert from 'node:assert/strict';
import type { ProxyConfig, ServiceSpec } from '../../kube/index.ts';
import { ask, endpoint, pod, service, slice, told, trace, world } from '../world.spec.ts';

/** FilterEndpoints of pkg/proxy/topology.go, up to 1.23, where endpoints terminate or topologyKeys are obeyed. */

const pods = [pod('a', 'worker', '10.244.1.5'), pod('b', 'worker', '10.244.1.6')];
const on = (...gates: readonly string[]): Partial<ProxyConfig> => ({
  featureGates: Object.fromEntries(gates.map((gate) => [gate, true])),
});

describe('policy Local for traffic from outside, before policies were told apart', () => {
  const spec: ServiceSpec = {
    type: 'NodePort',
    externalTrafficPolicy: 'Local',
    ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
  };
  const state = (a: string, b: string, node = 'worker') =>
    world(
      [
        ...pods,
        service('web', spec),
        slice('web', [endpoint('10.244.1.5', 'worker', a), endpoint('10.244.1.6', node, b)]),
      ],
      { minor: 23, proxy: on('ProxyTerminatingEndpoints') },
    );

  it('leaves endpoints that terminate alone as long as one on the node is ready', () =>
    assert.equal(
      told(state('ready', 'terminating'), 'outside', '172.18.0.3:30080'),
      'reached a, kept 203.0.113.9',
    ));

  it('drops on a node without endpoints, whoever terminates elsewhere', () =>
    assert.equal(told(state('ready', 'terminating', 'worker2'), 'outside', '172.18.0.5:30080'), 'timeout'));

  it('says of those that stand in that they do', () =>
    assert.deepEqual(
      trace(ask(state('terminating', 'unready'), 'outside', '172.18.0.3:30080')).filter((step) =>
        step.startsWith('usable-endpoints'),
      ),
      [
        'usable-endpoints: policy Local: usable here 1 of 2 endpoints (worker: 2): nothing is ready, those that terminate stand in',
      ],
    ));
});

describe('topologyKeys of KEP-536', () => {
  const state = (spec: ServiceSpec, labels: Record<string, string>) =>
    world([...pods, service('web', spec), slice('web', [endpoint('10.244.1.5', 'worker')])], {
      minor: 21,
      nodeLabels: { worker: labels },
      proxy: on('ServiceTopology'),
    });
  const usable = (spec: ServiceSpec): string | undefined =>
    trace(ask(state(spec, { rack: 'r1' }), 'host worker', '10.96.0.20:80')).find((step) =>
      step.startsWith('usable-endpoints'),
    );

  it('pick nothing in a Service without any, and say nothing', () => {
    const words = 'usable-endpoints: policy Cluster: usable 1 of 1 endpoint';
    assert.equal(usable({}), words);
    assert.equal(usable({ topologyKeys: [] }), words);
    assert.equal(usable({ topologyKeys: ['*'] }), `${words}: the others match no key of topologyKeys here`);
  });

  it('with "*" before others keep all, but on a node without labels, where the last key decides', () => {
    const spec = { topologyKeys: ['*', 'kubernetes.io/hostname'] };
    assert.equal(
      told(state(spec, { rack: 'r1' }), 'host worker', '10.96.0.20:80'),
      'reached a, hidden worker',
    );
    assert.equal(told(state(spec, {}), 'host worker', '10.96.0.20:80'), 'refused');
  });
});

import assert from 'node:assert/strict';
import type { ServiceSpec } from '../../kube/index.ts';
import {
  ask,
  endpoint,
  manifest,
  nodes,
  pod,
  service,
  slice,
  told,
  trace,
  world,
  type From,
  type WorldOptions,
} from '../world.spec.ts';

/** What the trace says of the last part of a way, where no Service decides. */

const pods = [
  pod('web', 'worker', '10.244.1.5', { ports: [8080, { containerPort: 8080, hostPort: 8085 }] }),
  pod('client', 'worker2', '10.244.2.9'),
];
const after = (from: From, to: string, options: WorldOptions = {}): readonly string[] =>
  trace(ask(world(pods, options), from, to)).slice(1);

describe('the way', () => {
  it('of a pod to itself meets no rule', () => {
    const says = 'routing: the client dials itself: no rule of the node sees it';
    assert.deepEqual(after('web', '127.0.0.1:8080'), [says, 'listener: default/web listens on 8080/TCP']);
    assert.deepEqual(after('web', '10.244.1.5:81'), [
      says,
      'listener: default/web does not listen on 81/TCP: refused',
    ]);
  });

  it('to a pod ends at its own address', () => {
    const answer = ask(world(pods), 'client', '10.244.1.5:8080');
    assert.deepEqual(trace(answer).slice(1), [
      "routing: no Service has this address: it is the pod's own",
      'listener: default/web listens on 8080/TCP',
      'source-address: source kept: 10.244.2.9',
    ]);
    assert.deepEqual(answer.backends, [
      { pod: 'default/web', ip: '10.244.1.5', port: 8080, node: 'worker', probability: 1 },
    ]);
  });

  it('by a hostPort ends at the pod that has it', () => {
    const answer = ask(world(pods), 'host worker2', '172.18.0.3:8085');
    assert.deepEqual(trace(answer).slice(1), [
      'routing: goes on to node worker',
      'listener: default/web listens on 8080/TCP',
      'source-address: source kept: 172.18.0.4',
    ]);
    assert.deepEqual(answer.backends, [
      { pod: 'default/web', ip: '10.244.1.5', port: 8080, node: 'worker', probability: 1 },
    ]);
  });

  it('to another node says whose address arrives there', () => {
    assert.deepEqual(after('client', '172.18.0.3:10250'), [
      'routing: goes on to node worker, from an address of node worker2: the pod network hides pods from other nodes',
      "routing: no node port 10250/TCP: the node's own network answers",
      'listener: kubelet of node worker listens',
      'source-address: source hidden behind an address of node worker2',
    ]);
    assert.equal(
      after('client', '172.18.0.3:10250', { cluster: { masqueradesPodsToNodes: false } })[0],
      'routing: goes on to node worker',
    );
  });

  it('from outside does not lead to loopback', () => {
    assert.deepEqual(after('outside', '127.0.0.1:8080'), [
      'routing: a loopback address means the client itself',
    ]);
  });

  it('of a pod whose node has no address of the family that it dials is hidden all the same', () => {
    const all = nodes(['IPv4', 'IPv6']).map((node) => {
      const addresses = node.object.status?.addresses?.slice(
        0,
        node.object.metadata.name === 'worker' ? 1 : 2,
      );
      return manifest({ ...node.object, status: { addresses: addresses ?? [] } });
    });
    const state = world([pod('six', 'worker', 'fd00:10:244:1::5')], {
      families: ['IPv4', 'IPv6'],
      cluster: { nodes: all },
    });
    assert.equal(told(state, 'six', '[fc00::4]:10250'), 'reached fc00::4:10250, hidden worker');
  });
});

describe('a port of a node that an external IP also has', () => {
  it("is the node's own where the Service does not have it", () => {
    const state = world([service('web', { externalIPs: ['172.18.0.3'] })]);
    assert.equal(
      trace(ask(state, 'outside', '172.18.0.3:10250'))[1],
      "routing: no node port 10250/TCP: the node's own network answers",
    );
  });
});

describe('a health check port of a Service', () => {
  const web = (...ready: readonly string[]) =>
    world([
      ...pods,
      service('web', { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 32000 }),
      slice(
        'web',
        ready.map((ip) => endpoint(ip, 'worker')),
      ),
    ]);
  const says = (...ready: readonly string[]) =>
    trace(ask(web(...ready), 'outside', '172.18.0.3:32000')).slice(1);

  it('tells how many endpoints are ready on the node', () => {
    const what = 'listener: health check port of service default/web:';
    const source = 'source-address: source kept: 203.0.113.9';
    assert.deepEqual(says(), [`${what} 0 ready endpoints on node worker, answers 503`, source]);
    assert.deepEqual(says('10.244.1.5'), [`${what} 1 ready endpoint on node worker, answers 200`, source]);
    assert.deepEqual(says('10.244.1.5', '10.244.1.6'), [
      `${what} 2 ready endpoints on node worker, answers 200`,
      source,
    ]);
  });
});

describe('which endpoints are usable is told with the place of what decides', () => {
  const place = (spec: ServiceSpec, to: string): string | undefined => {
    const state = world([
      ...pods,
      service('web', { type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }], ...spec }),
      slice('web', [endpoint('10.244.1.5', 'worker')]),
    ]);
    const { trace } = ask(state, 'host worker', to);
    return trace.find(({ rule }) => rule === 'usable-endpoints')?.from?.file;
  };
  const [clusterIP, nodePort] = ['10.96.0.20:80', '172.18.0.3:30080'];

  for (const [words, spec, inside, outside] of [
    ['the selector', {}, 'selector', 'selector'],
    ['the internal policy', { internalTrafficPolicy: 'Local' }, 'internalTrafficPolicy', 'selector'],
    ['the external policy', { externalTrafficPolicy: 'Local' }, 'selector', 'externalTrafficPolicy'],
  ] as const) {
    it(`: ${words}`, () => {
      assert.equal(place(spec, clusterIP), `test.yaml#spec.${inside}`);
      assert.equal(place(spec, nodePort), `test.yaml#spec.${outside}`);
    });
  }

  it('and the source of those that see the same, last', () => {
    const state = world([
      ...pods,
      pod('h1', 'worker', '172.18.0.3', { spec: { hostNetwork: true } }),
      service('web', {}),
      slice('web', [endpoint('10.244.1.5', 'worker'), endpoint('172.18.0.3', 'worker')]),
    ]);
    assert.equal(
      trace(ask(state, 'client', '10.96.0.20:80')).at(-1),
      'source-address: source kept: 10.244.2.9',
    );
  });

  it('of a process that nobody rejects says where its packet goes', () => {
    const state = world([...pods, service('web', { externalIPs: ['192.0.2.1'] })]);
    const answer = ask(state, 'host worker', '192.0.2.1:80');
    assert.equal(
      answer.reason,
      'what a process of node worker sends to 192.0.2.1 is not rejected and leaves the node',
    );
    assert.equal(trace(answer).at(-1), `routing: ${answer.reason}`);
  });
});

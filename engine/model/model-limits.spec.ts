import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Answer } from '../flow/index.ts';
import { parseManifests, type Service } from '../kube/index.ts';
import { connect } from './connect.ts';
import { withLineUps } from './connections/connections.ts';
import { given, inZones, pod as podYaml, service as serviceYaml } from './given.spec.ts';
import type { NetworkPolicy } from './path/network-policies.ts';
import { resolve } from './resolve.ts';
import {
  ask,
  endpoint,
  manifest,
  pod,
  service,
  slice,
  told,
  world,
  type WorldOptions,
} from './world.spec.ts';

/** Each line of the first table of docs/model-limits.md, asked. */

const pods = [
  pod('a', 'worker', '10.244.1.5'),
  pod('b', 'worker2', '10.244.2.5'),
  pod('client', 'worker3', '10.244.3.9'),
];
const both = slice('web', [endpoint('10.244.1.5', 'worker'), endpoint('10.244.2.5', 'worker2')]);
const nodePort: Service['spec'] = {
  type: 'NodePort',
  ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
};
const policy = (spec: NetworkPolicy['spec'], namespace = 'default') =>
  manifest<NetworkPolicy>({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'deny', namespace },
    ...(spec && { spec }),
  });
const web = (...more: Parameters<typeof world>[0]) => [...pods, service('web', {}), both, ...more];
const fromClient = (objects: Parameters<typeof world>[0], options?: WorldOptions): Answer =>
  ask(world(objects, options), 'client', '10.96.0.20:80');

const asked: Readonly<Record<string, () => Answer>> = {
  'several Services claim one address': () => {
    const claim = { externalIPs: ['192.0.2.1'] };
    const other = service('other', { clusterIP: '10.96.0.21', ...claim });
    const one = slice('other', [endpoint('10.244.2.5', 'worker2')]);
    return ask(world([...pods, service('web', claim), both, other, one]), 'client', '192.0.2.1:80');
  },
  'slices say different things of one endpoint': () =>
    fromClient(web(slice('web', [endpoint('10.244.1.5', 'worker', 'unready')], undefined, 'b'))),
  'endpoints are lent to another zone by CPU': () => {
    const annotation = 'annotations: {service.kubernetes.io/topology-mode: Auto}';
    const nodes = ['worker', 'worker', 'worker', 'worker', 'worker2', 'worker3'];
    const on = (node: string, i: number): string =>
      podYaml(
        `p${i}`,
        `{nodeName: ${node}, containers: [{name: a, image: x, ports: [{name: http, containerPort: 80}]}]}`,
      );
    const yaml =
      nodes.map(on).join('') + serviceYaml('web').replace('{name: web}', `{name: web, ${annotation}}`);
    const state = given(yaml, inZones({ worker: 'z1', worker2: 'z2', worker3: 'z2' }));
    return resolve(state, { from: { host: 'worker' }, to: 'service/web:80' });
  },
  'ipvs has a scheduler that the model does not know': () =>
    fromClient(web(), { mode: 'ipvs', proxy: { ipvsScheduler: 'ovf' } }),
  "an endpoint is another node's node port": () => {
    const other = service('other', { ...nodePort, clusterIP: '10.96.0.21' });
    const far = slice('web', [endpoint('172.18.0.4', undefined)], [{ name: '', port: 30080 }]);
    return fromClient([...pods, service('web', {}), far, other]);
  },
  'a pod has a node port as its hostPort': () => {
    const host = pod('host', 'worker', '10.244.1.6', { ports: [{ containerPort: 8080, hostPort: 30080 }] });
    return ask(world([...pods, service('web', nodePort), both, host]), 'outside', '172.18.0.3:30080');
  },
  'NetworkPolicies isolate the client or a pod': () => fromClient(web(policy({ podSelector: {} }))),
  'a scheduler of which too much may be': () => {
    const flow = { from: { pod: 'client' }, to: '10.96.0.20:80' } as const;
    const { state } = connect(world(web(), { mode: 'ipvs' }), flow);
    const nodes = [...(state.connections?.nodes ?? [])];
    const lost = nodes.flatMap(([node, { schedulers }]) =>
      [...schedulers.keys()].map((key) => [node, key] as const),
    );
    assert.equal(lost.length, 1);
    const without = lost.reduce((all, [node, key]) => withLineUps(all, node, key, []), state.connections!);
    return resolve({ ...state, connections: without }, flow);
  },
  'a client runs on a stopped node': () =>
    fromClient(web(), { faults: { stoppedNodes: new Set(['worker3']) } }),
  'only terminating endpoints, gate ProxyTerminatingEndpoints in 1.22 and 1.23, policy Local, cluster IP':
    () => {
      const dying = slice('web', [endpoint('10.244.1.5', 'worker', 'terminating')]);
      return fromClient([...pods, service('web', { ...nodePort, externalTrafficPolicy: 'Local' }), dying], {
        minor: 23,
        proxy: { featureGates: { ProxyTerminatingEndpoints: true } },
      });
    },
};

describe('what the model does not decide', () => {
  for (const [topic, ask] of Object.entries(asked)) {
    it(`${topic}: unknown, with a reason`, () => {
      const { result, reason, backends } = ask();
      assert.equal(result, 'unknown');
      assert.ok(reason !== undefined && reason.length > 20, reason);
      assert.deepEqual(backends, []);
    });
  }

  it('is what the page says, no more and no less', () => {
    const page = readFileSync('docs/model-limits.md', 'utf8');
    const [, table = ''] = /## Asked, and answered with `unknown`\n([\s\S]*?)\n## /.exec(page) ?? [];
    const topics = [...table.matchAll(/^\| (.*?) \| .* \|$/gm)].map(([, topic]) => topic);
    assert.deepEqual(
      topics.filter((topic) => topic !== 'topic'),
      Object.keys(asked),
    );
  });
});

describe('NetworkPolicies', () => {
  const result = (...policies: Parameters<typeof world>[0]): string =>
    told(world(web(...policies)), 'client', '10.96.0.20:80');
  const labelled = pod('red', 'worker', '10.244.1.7', { labels: { colour: 'red' } });
  const toRed = (spec: NetworkPolicy['spec'], from = 'client', namespace?: string): string =>
    told(world(web(labelled, policy(spec, namespace))), from, '10.244.1.7:8080');
  const red = { podSelector: { matchLabels: { colour: 'red' } } };

  it('leave flows alone that no isolated pod is part of', () => {
    assert.equal(result(policy(red)), 'reached a b, kept 10.244.3.9');
    assert.equal(result(policy({ podSelector: {} }, 'other')), 'reached a b, kept 10.244.3.9');
    assert.equal(toRed(red), 'unknown');
    assert.equal(toRed(red, 'client', 'other'), 'reached red, kept 10.244.3.9');
  });

  it('isolate in the directions that they say, or have rules for', () => {
    assert.equal(toRed({ ...red, policyTypes: ['Egress'] }), 'reached red, kept 10.244.3.9');
    assert.equal(toRed({ ...red, policyTypes: ['Ingress', 'Egress'] }), 'unknown');
    const out = (spec: NetworkPolicy['spec']): string =>
      told(world(web(labelled, policy(spec))), 'red', '10.96.0.20:80');
    assert.equal(out(red), 'reached a b, kept 10.244.1.7');
    assert.equal(out({ ...red, egress: [] }), 'unknown');
    assert.equal(out({ ...red, policyTypes: ['Egress'] }), 'unknown');
  });

  it('are not for nodes, nor for a pod that reaches itself, nor for what is lost anyway', () => {
    const host = pod('host', 'worker', '172.18.0.3', { spec: { hostNetwork: true } });
    const all = policy({ podSelector: {} });
    assert.equal(
      told(world([host, all]), 'host worker2', '172.18.0.3:8080'),
      'reached host, kept 172.18.0.4',
    );
    assert.equal(told(world([labelled, all]), 'red', '10.244.1.7:8080'), 'reached red, kept 10.244.1.7');
    assert.equal(told(world([labelled, all]), 'host worker2', '10.244.1.99:8080'), 'timeout');
  });

  it('are manifests like others, without a warning', () => {
    const text =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny}\nspec: {podSelector: {}}\n';
    assert.deepEqual(parseManifests(text, 'f').warnings, []);
  });
});

import assert from 'node:assert/strict';
import {
  defaultCluster,
  manifestOf,
  type Cluster,
  type Node,
  type Taint,
  type Toleration,
} from '../../kube/index.ts';
import { after, apply, deployment, given, podNames, podRef, podsOf } from '../given.spec.ts';
import type { State } from '../state.ts';
import { isAdmitted, isSelected } from './fits-node.ts';
import { isTolerated, tolerates } from './tolerates.ts';

const taint: Taint = { key: 'gpu', value: 'a', effect: 'NoSchedule' };
const node = (labels: Record<string, string>, spec: Node['spec'] = {}): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'worker', labels },
  spec,
});
const containers = [{ name: 'web' }];

function nodesOf(state: State): readonly (string | undefined)[] {
  return podsOf(state).map(({ spec }) => spec.nodeName);
}

function counts(state: State): Readonly<Record<string, number>> {
  const groups = Map.groupBy(nodesOf(state), (name) => name ?? 'none');
  return Object.fromEntries([...groups].map(([name, list]) => [name, list.length]));
}

function withLabels(labels: Readonly<Record<string, Record<string, string>>>): Cluster {
  const cluster = defaultCluster();
  const nodes = cluster.nodes.map((one) => {
    const { metadata } = one.object;
    const merged = { ...metadata.labels, ...labels[metadata.name] };
    return manifestOf({ ...one.object, metadata: { ...metadata, labels: merged } }, one);
  });
  return { ...cluster, nodes };
}

describe('a toleration', () => {
  const cases: readonly [string, Toleration, boolean][] = [
    ['equal key and value', { key: 'gpu', value: 'a' }, true],
    ['another value', { key: 'gpu', value: 'b' }, false],
    ['the key alone, whatever the value', { key: 'gpu', operator: 'Exists' }, true],
    ['another key', { key: 'cpu', operator: 'Exists' }, false],
    ['everything', { operator: 'Exists' }, true],
    ['everything of this effect', { operator: 'Exists', effect: 'NoSchedule' }, true],
    ['everything of another effect', { operator: 'Exists', effect: 'NoExecute' }, false],
    ['an equal value of no key', { value: 'a' }, false],
  ];
  for (const [words, toleration, expected] of cases) {
    it(`for ${words}: ${expected ? 'accepts' : 'does not accept'}`, () => {
      assert.equal(tolerates(toleration, taint), expected);
    });
  }

  it('is one of several', () => {
    assert.equal(isTolerated(taint, [{ key: 'x' }, { operator: 'Exists' }]), true);
    assert.equal(isTolerated(taint, undefined), false);
  });
});

describe('a node that fits', () => {
  it('has all labels of the node selector', () => {
    assert.equal(
      isSelected({ containers, nodeSelector: { disk: 'ssd' } }, node({ disk: 'ssd', x: 'y' })),
      true,
    );
    assert.equal(isSelected({ containers, nodeSelector: { disk: 'ssd' } }, node({ disk: 'hdd' })), false);
  });

  it('matches one of the terms of a required affinity, and the selector too', () => {
    const term = (values: readonly string[]): object => ({
      matchExpressions: [{ key: 'zone', operator: 'In', values }],
    });
    const spec = {
      containers,
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [term(['a']), term(['b', 'c'])],
          },
        },
      },
    };
    assert.equal(isSelected(spec, node({ zone: 'c' })), true);
    assert.equal(isSelected(spec, node({ zone: 'd' })), false);
    assert.equal(isSelected({ ...spec, nodeSelector: { x: 'y' } }, node({ zone: 'c' })), false);
  });

  it('has no taint that is not tolerated, apart from PreferNoSchedule, and is not cordoned', () => {
    assert.equal(isAdmitted({ containers }, node({}, { taints: [taint] })), false);
    assert.equal(
      isAdmitted({ containers }, node({}, { taints: [{ ...taint, effect: 'NoExecute' }] })),
      false,
    );
    assert.equal(
      isAdmitted({ containers }, node({}, { taints: [{ ...taint, effect: 'PreferNoSchedule' }] })),
      true,
    );
    assert.equal(isAdmitted({ containers }, node({}, { unschedulable: true })), false);
    const tolerations = [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' } as const];
    assert.equal(isAdmitted({ containers, tolerations }, node({}, { unschedulable: true })), true);
  });
});

describe('where pods go', () => {
  it('is over the workers, evenly, not on a control plane with workers beside it', () => {
    assert.deepEqual(counts(given(deployment('web', 4))), { worker: 2, worker2: 2 });
    const three = Object.values(counts(given(deployment('web', 3)))).sort((a, b) => a - b);
    assert.deepEqual(three, [1, 2]);
  });

  it('is the only node there is', () => {
    assert.deepEqual(counts(given(deployment('web', 2), defaultCluster(0))), { 'control-plane': 2 });
  });

  it('is the control plane too where its taint is tolerated', () => {
    const state = given(deployment('web', 3, 'tolerations: [{operator: Exists}]'));
    assert.deepEqual(counts(state), { 'control-plane': 1, worker: 1, worker2: 1 });
  });

  it('is the node that the spec names, taints or not', () => {
    assert.deepEqual(counts(given(deployment('web', 2, 'nodeName: control-plane'))), { 'control-plane': 2 });
  });

  it('is nowhere where no node has the labels: pending, without an address', () => {
    const state = given(deployment('web', 1, 'nodeSelector: {disk: ssd}'));
    const [pod] = podsOf(state);
    assert.deepEqual(
      [pod!.spec.nodeName, pod!.status!.phase, pod!.status!.podIP],
      [undefined, 'Pending', undefined],
    );
    assert.deepEqual(pod!.status!.conditions, [
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable' },
    ]);
  });

  it('is a node as soon as it gets the label', () => {
    const state = after(given(deployment('web', 1, 'nodeSelector: {disk: ssd}')), {
      kind: 'label',
      object: { kind: 'Node', namespace: '', name: 'worker2' },
      labels: { disk: 'ssd' },
    });
    assert.deepEqual(counts(state), { worker2: 1 });
    assert.equal(podsOf(state)[0]!.status!.phase, 'Running');
  });

  it('does not depend on what else runs', () => {
    const alone = given(deployment('web', 3));
    const crowd = given(deployment('web', 3) + deployment('api', 5) + deployment('zebra', 1));
    const places = (state: State): readonly string[] =>
      podsOf(state)
        .filter(({ metadata }) => metadata.labels?.['app'] === 'web')
        .map(({ metadata, spec, status }) => `${metadata.name} ${spec.nodeName} ${status!.podIP}`);
    assert.deepEqual(places(crowd), places(alone));
  });

  it('differs between workloads of one pod, or the first worker would get them all', () => {
    const names = Array.from({ length: 12 }, (_, i) => `web-${String.fromCharCode(97 + i)}`);
    const all = counts(given(names.map((name) => deployment(name, 1)).join('')));
    assert.deepEqual(Object.keys(all), ['worker', 'worker2']);
  });

  it('fills up what a scale-up finds empty', () => {
    const one = after(given(deployment('web', 1)), {
      kind: 'scale',
      object: { kind: 'Deployment', namespace: 'default', name: 'web' },
      replicas: 2,
    });
    assert.deepEqual(counts(one), { worker: 1, worker2: 1 });
  });
});

describe('host ports', () => {
  const pod = (name: string, port: string, more = ''): string => `
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  ${more}
  containers: [{name: web, image: x, ports: [${port}]}]
`;

  it('are held once on a node: the next pod goes elsewhere, the one too many nowhere', () => {
    const state = given(
      ['a', 'b', 'c'].map((name) => pod(name, '{containerPort: 80, hostPort: 8080}')).join(''),
    );
    assert.deepEqual(new Set(nodesOf(state)), new Set(['worker', 'worker2', undefined]));
    assert.deepEqual(
      podsOf(state).map(({ status }) => status!.phase),
      ['Running', 'Running', 'Pending'],
    );
  });

  it("don't meet where protocol or address differ", () => {
    const at = (name: string, port: string): string => pod(name, port, 'nodeName: worker');
    const state = given(
      at('a', '{containerPort: 80, hostPort: 8080, hostIP: 127.0.0.1}') +
        at('b', '{containerPort: 80, hostPort: 8080, hostIP: 127.0.0.2}') +
        at('c', '{containerPort: 80, hostPort: 8080, protocol: UDP}'),
    );
    assert.ok(podsOf(state).every(({ status }) => status!.phase === 'Running'));
  });

  it('are all ports of a pod on the host network', () => {
    const host = (name: string): string => pod(name, '{containerPort: 80}', 'hostNetwork: true');
    const state = given(host('a') + host('b') + host('c'));
    assert.equal(podsOf(state).filter(({ status }) => status!.phase === 'Running').length, 2);
  });

  it('are refused by the kubelet where nodeName goes around the scheduler', () => {
    const host = (name: string): string =>
      pod(name, '{containerPort: 80}', 'hostNetwork: true\n  nodeName: worker');
    const [, second] = podsOf(given(host('a') + host('b')));
    assert.deepEqual([second!.status!.phase, second!.status!.reason], ['Failed', 'NodePorts']);
  });

  it('are free again when their pod is gone', () => {
    const host = (name: string): string =>
      pod(name, '{containerPort: 80, hostPort: 80}', 'nodeSelector: {kubernetes.io/hostname: worker}');
    const state = given(host('a') + host('b'));
    assert.deepEqual(nodesOf(state), ['worker', undefined]);
    const freed = after(state, { kind: 'delete-pod', pod: podRef('a') });
    assert.deepEqual([podNames(freed), nodesOf(freed)], [['b'], ['worker']]);
  });
});

describe('addresses of pods', () => {
  it("come from their node's range; on the host network they are the node's", () => {
    const state = given(
      deployment('web', 3) +
        `---
apiVersion: v1
kind: Pod
metadata: {name: host}
spec: {hostNetwork: true, nodeName: worker, containers: [{name: a, image: x}]}
`,
    );
    for (const { metadata, spec, status } of podsOf(state)) {
      const index = ['control-plane', 'worker', 'worker2'].indexOf(spec.nodeName!);
      if (metadata.name !== 'host') assert.match(status!.podIP!, new RegExp(`^10\\.244\\.${index}\\.`));
    }
    const host = podsOf(state).find(({ metadata }) => metadata.name === 'host')!;
    const { addresses } = state.cluster.nodes[1]!.object.status!;
    assert.equal(host.status!.podIP, addresses!.find(({ type }) => type === 'InternalIP')!.address);
    assert.equal(host.status!.podIP, host.status!.hostIP);
  });

  it('are one of each family', () => {
    const state = given(deployment('web', 1), defaultCluster(2, { ipFamilies: ['IPv6', 'IPv4'] }));
    const [first, second] = podsOf(state)[0]!.status!.podIPs!;
    assert.match(first!.ip, /^fd00:10:244:/);
    assert.match(second!.ip, /^10\.244\./);
    assert.equal(podsOf(state)[0]!.status!.podIP, first!.ip);
  });

  it('are not used twice, not even after their pod is gone', () => {
    let state = given(deployment('web', 1));
    const seen = new Set<string>();
    for (let i = 0; i < 40; i++) {
      const [pod] = podsOf(state);
      assert.ok(!seen.has(pod!.status!.podIP!));
      seen.add(pod!.status!.podIP!);
      state = after(state, { kind: 'delete-pod', pod: podRef(pod!.metadata.name) });
    }
  });

  it('run out: the pod waits on its node, and starts when one is free', () => {
    const cluster = defaultCluster(1);
    const [, worker] = cluster.nodes;
    const small = manifestOf({
      ...worker!.object,
      spec: { podCIDR: '10.244.9.0/30', podCIDRs: ['10.244.9.0/30'] },
    });
    const state = given(deployment('web', 2), { ...cluster, nodes: [cluster.nodes[0]!, small] });
    const phases = podsOf(state).map(
      ({ status, spec }) => `${status!.phase} ${status!.podIP} ${spec.nodeName}`,
    );
    assert.deepEqual(phases.toSorted(), ['Pending undefined worker', 'Running 10.244.9.2 worker']);
    const running = podsOf(state).find(({ status }) => status!.phase === 'Running')!;
    const freed = after(state, { kind: 'delete-pod', pod: podRef(running.metadata.name) });
    assert.equal(podsOf(freed).filter(({ status }) => status!.phase === 'Running').length, 1);
  });

  it('are not those of recorded pods', () => {
    const free = podsOf(given(deployment('web', 1)))[0]!;
    const recorded = `
---
apiVersion: v1
kind: Pod
metadata: {name: recorded}
spec: {nodeName: ${free.spec.nodeName}, containers: [{name: a, image: x}]}
status: {phase: Running, podIP: ${free.status!.podIP}}
`;
    const state = given(deployment('web', 1) + recorded);
    const ips = podsOf(state).map(({ status }) => status!.podIP);
    assert.equal(new Set(ips).size, 2);
    assert.equal(after(state, apply(deployment('web', 1))).objects.list('Pod', 'default').length, 2);
  });
});

describe('labels of nodes', () => {
  it('draw pods by affinity', () => {
    const cluster = withLabels({ worker: { zone: 'a' }, worker2: { zone: 'b' } });
    const affinity =
      'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: zone, operator: In, values: [b]}]}]}}}';
    assert.deepEqual(counts(given(deployment('web', 2, affinity), cluster)), { worker2: 2 });
  });
});

describe('a node that is cut off', () => {
  it('starts no pod before it hears of it', () => {
    const cut = after(given(''), { kind: 'cut-off-node', node: 'worker' });
    const pinned = deployment('web', 1, 'nodeName: worker');
    const waiting = after(cut, apply(pinned));
    assert.deepEqual(
      podsOf(waiting).map(({ status }) => `${status!.phase} ${status!.podIP}`),
      ['Pending undefined'],
    );
    const back = after(waiting, { kind: 'reconnect-node', node: 'worker' });
    assert.deepEqual(
      podsOf(back).map(({ status }) => status!.phase),
      ['Running'],
    );
  });
});

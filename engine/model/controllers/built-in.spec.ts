import assert from 'node:assert/strict';
import { defaultCluster, manifestOf, type Cluster } from '../../kube/index.ts';
import {
  after,
  apply,
  deployment,
  endpointsOf,
  given,
  podNames,
  podsOf,
  serviceOf,
  slicesOf,
} from '../given.spec.ts';

describe('a cluster to which nothing was applied', () => {
  it('has the Service kubernetes at the first address, with the API server behind it', () => {
    const state = given('');
    const { spec } = serviceOf(state, 'kubernetes');
    assert.deepEqual(
      [spec.clusterIP, spec.ports![0]!.port, spec.ports![0]!.name],
      ['10.96.0.1', 443, 'https'],
    );
    const [slice, ...more] = slicesOf(state, 'kubernetes');
    const { address } = state.cluster.nodes[0]!.object.status!.addresses![0]!;
    assert.equal(more.length, 0);
    assert.deepEqual(slice!.endpoints, [{ addresses: [address], conditions: { ready: true } }]);
    assert.deepEqual(slice!.ports, [{ name: 'https', port: 6443, protocol: 'TCP' }]);
    assert.equal(
      endpointsOf(state, 'kubernetes')!.metadata.labels!['endpointslice.kubernetes.io/skip-mirror'],
      'true',
    );
  });

  it('has DNS at the tenth address, with two servers on the control plane', () => {
    const state = given('');
    assert.equal(serviceOf(state, 'kube-dns', 'kube-system').spec.clusterIP, '10.96.0.10');
    const pods = podsOf(state, 'kube-system');
    assert.deepEqual(
      pods.map(({ spec }) => spec.nodeName),
      ['control-plane', 'control-plane'],
    );
    assert.ok(pods.every(({ metadata }) => /^coredns-[a-z0-9]+-[a-z0-9]{5}$/.test(metadata.name)));
    const [slice] = slicesOf(state, 'kube-dns', 'kube-system');
    assert.equal(slice!.endpoints!.length, 2);
    assert.deepEqual(
      slice!.ports!.map(({ name, port }) => `${name} ${port}`),
      ['dns 53', 'dns-tcp 53', 'metrics 9153'],
    );
    assert.equal(state.faults.dnsDown, false);
  });

  it('has the namespaces of every cluster, and those that manifests name', () => {
    const yaml =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec: {containers: [{name: a, image: x}]}';
    const names = given(yaml)
      .objects.list('Namespace')
      .map(({ object }) => object.metadata.name);
    assert.deepEqual(names, ['default', 'kube-node-lease', 'kube-public', 'kube-system', 'shop']);
  });

  it('has its nodes as objects', () => {
    const names = given('', defaultCluster(1))
      .objects.list('Node')
      .map(({ object }) => object.metadata.name);
    assert.deepEqual(names, ['control-plane', 'worker']);
  });

  it('has IPv6 addresses where that is its family', () => {
    const state = given('', defaultCluster(1, { ipFamilies: ['IPv6'] }));
    assert.equal(serviceOf(state, 'kubernetes').spec.clusterIP, 'fd00:10:96::1');
    assert.equal(serviceOf(state, 'kube-dns', 'kube-system').spec.clusterIP, 'fd00:10:96::a');
    assert.equal(slicesOf(state, 'kubernetes')[0]!.addressType, 'IPv6');
  });

  it('has them without a place: nobody wrote them', () => {
    const state = given('');
    assert.equal(
      state.objects.get('Service', 'default', 'kubernetes')!.placeOf(['spec', 'clusterIP']),
      undefined,
    );
    assert.equal(state.objects.list('Pod', 'kube-system')[0]!.placeOf(), undefined);
  });
});

describe('the endpoints of the API server', () => {
  const head = 'node-role.kubernetes.io/control-plane';
  /** A cluster whose nodes are all control planes, or none. */
  const heads = (all: boolean): Cluster => {
    const cluster = defaultCluster(2);
    const nodes = cluster.nodes.toReversed().map((node) => {
      const { metadata } = node.object;
      const { [head]: _, ...labels } = metadata.labels ?? {};
      const next = { ...metadata, labels: { ...labels, ...(all && { [head]: '' }) } };
      return manifestOf({ ...node.object, metadata: next }, node);
    });
    return { ...cluster, nodes };
  };

  it('are one for each control plane, sorted by address', () => {
    const state = given('', heads(true));
    const ips = state.cluster.nodes
      .map(({ object }) => object.status!.addresses!.find(({ type }) => type === 'InternalIP')!.address)
      .toSorted();
    assert.equal(ips.length, 3);
    assert.deepEqual(
      slicesOf(state, 'kubernetes')[0]!.endpoints,
      ips.map((ip) => ({ addresses: [ip], conditions: { ready: true } })),
    );
    assert.deepEqual(
      endpointsOf(state, 'kubernetes')!.subsets![0]!.addresses,
      ips.map((ip) => ({ ip })),
    );
  });

  it('are none of a node without addresses', () => {
    const cluster = heads(true);
    const nodes = cluster.nodes.map((node) =>
      manifestOf({ ...node.object, status: { addresses: [] } }, node),
    );
    assert.equal(slicesOf(given('', { ...cluster, nodes }), 'kubernetes')[0]!.endpoints, null);
  });

  it('are none where no node runs it, and DNS runs anywhere then', () => {
    const state = given('', heads(false));
    assert.equal(slicesOf(state, 'kubernetes')[0]!.endpoints, null);
    assert.ok(!('subsets' in endpointsOf(state, 'kubernetes')!));
    assert.equal(podsOf(state, 'kube-system').filter(({ spec }) => spec.nodeName).length, 2);
  });
});

describe('what a dump brings itself', () => {
  it('stays as it is: Services, namespaces, the slice of the API server', () => {
    const dump = `
apiVersion: v1
kind: Namespace
metadata: {name: default, labels: {team: a}}
---
apiVersion: v1
kind: Service
metadata: {name: kube-dns, namespace: kube-system}
spec: {clusterIP: 10.96.0.99, ports: [{port: 53, protocol: UDP}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: api, labels: {kubernetes.io/service-name: kubernetes}}
addressType: IPv4
endpoints: [{addresses: [192.0.2.1]}]
ports: [{name: https, port: 6443}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: other, labels: {kubernetes.io/service-name: other}}
addressType: IPv4
endpoints: [{addresses: [192.0.2.2]}]
ports: []
`;
    const state = given(dump);
    assert.deepEqual(state.objects.get('Namespace', '', 'default')!.object.metadata.labels!['team'], 'a');
    assert.equal(serviceOf(state, 'kube-dns', 'kube-system').spec.clusterIP, '10.96.0.99');
    assert.deepEqual(
      slicesOf(state, 'kubernetes').map(({ metadata }) => metadata.name),
      ['api'],
    );
    assert.equal(
      slicesOf(given(dump.replace('service-name: kubernetes', 'service-name: x')), 'kubernetes').length,
      1,
    );
  });

  it('is not made again', () => {
    const dump = `
apiVersion: v1
kind: Pod
metadata: {name: coredns-abc, namespace: kube-system, labels: {k8s-app: kube-dns}}
spec: {nodeName: worker, containers: [{name: coredns, image: x}]}
status: {phase: Running, podIP: 10.244.1.3, conditions: [{type: Ready, status: "True"}]}
`;
    assert.deepEqual(podNames(given(dump), 'kube-system'), ['coredns-abc']);
  });
});

describe('DNS', () => {
  it('is down while it is scaled to nothing', () => {
    const down = after(given(''), { kind: 'scale-dns', replicas: 0 });
    assert.equal(down.faults.dnsDown, true);
    assert.deepEqual(podNames(down, 'kube-system'), []);
    const up = after(down, { kind: 'scale-dns', replicas: 1 });
    assert.equal(up.faults.dnsDown, false);
  });

  it('is down while no server can be reached', () => {
    assert.equal(after(given(''), { kind: 'cut-off-node', node: 'control-plane' }).faults.dnsDown, true);
    assert.equal(after(given(''), { kind: 'stop-node', node: 'worker' }).faults.dnsDown, false);
    const ref = (name: string): { kind: 'Pod'; namespace: string; name: string } => ({
      kind: 'Pod',
      namespace: 'kube-system',
      name,
    });
    const unready = podNames(given(''), 'kube-system').map(
      (name) => ({ kind: 'readiness', pod: ref(name), ready: false }) as const,
    );
    assert.equal(after(given(''), ...unready).faults.dnsDown, true);
  });

  it("can be a dump's pods alone, and then only shrink", () => {
    const state = given(`
apiVersion: v1
kind: Pod
metadata: {name: coredns-abc, namespace: kube-system, labels: {k8s-app: kube-dns}}
spec: {nodeName: worker, containers: [{name: coredns, image: x}]}
status: {phase: Running, podIP: 10.244.1.3, conditions: [{type: Ready, status: "True"}]}
`);
    assert.equal(after(state, { kind: 'scale-dns', replicas: 0 }).faults.dnsDown, true);
    assert.throws(() => after(state, { kind: 'scale-dns', replicas: 2 }), /DNS can't be scaled to 2/);
  });
});

it('applying something makes the namespace that it names', () => {
  const state = after(
    given(''),
    apply(deployment('web', 1).replace('{name: web}', '{name: web, namespace: late}')),
  );
  assert.ok(state.objects.get('Namespace', '', 'late'));
  assert.equal(podNames(state, 'late').length, 1);
});

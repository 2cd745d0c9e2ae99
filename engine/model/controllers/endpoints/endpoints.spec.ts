import assert from 'node:assert/strict';
import { defaultCluster, withVersion, type Cluster, type EndpointSlice } from '../../../kube/index.ts';
import {
  addresses,
  after,
  conditionsOf,
  deployment,
  endpointsOf,
  given,
  inZones,
  listening,
  pod,
  podNames,
  podRef,
  podsOf,
  service,
  sick,
  slicesOf,
} from '../../given.spec.ts';

const pnra = 'publishNotReadyAddresses: true';

describe('endpoint conditions', () => {
  it('are ready and serving for a ready pod', () => {
    assert.deepEqual(conditionsOf(given(listening('a', 80) + service('web')), 'web'), ['a RS-']);
  });

  it('are all false for an unready pod, ready only where unready addresses are published', () => {
    assert.deepEqual(conditionsOf(given(pod('a', sick) + service('web')), 'web'), ['a ---']);
    assert.deepEqual(conditionsOf(given(pod('a', sick) + service('web', pnra)), 'web'), ['a R--']);
  });

  it('are serving and terminating, never ready, for a pod being deleted', () => {
    for (const [serving, plain, published] of [
      [true, 'a -ST', 'a RST'],
      [false, 'a --T', 'a R-T'],
    ] as const) {
      const change = { kind: 'terminate-pod', pod: podRef('a'), serving } as const;
      assert.deepEqual(conditionsOf(after(given(listening('a', 80) + service('web')), change), 'web'), [
        plain,
      ]);
      assert.deepEqual(conditionsOf(after(given(listening('a', 80) + service('web', pnra)), change), 'web'), [
        published,
      ]);
    }
  });

  it('are none for pods that ended, that have no address, or that other namespaces hold', () => {
    const ended = pod(
      'a',
      '{nodeName: worker, containers: [{name: a, image: x}]}',
      'status: {phase: Succeeded, podIP: 10.244.1.9}',
    );
    const evicted = ended.replace('name: a', 'name: b').replace('Succeeded', 'Failed');
    const unplaced = pod('c', '{nodeSelector: {no: where}, containers: [{name: a, image: x}]}');
    const foreign = listening('d', 80).replace('name: d,', 'name: d, namespace: other,');
    assert.deepEqual(
      conditionsOf(given(ended + evicted + unplaced + foreign + service('web', pnra)), 'web'),
      [],
    );
  });

  it('are none for pods that have some of the labels only', () => {
    const two = service('web').replace('{app: web}', '{app: web, tier: front}');
    const pods =
      listening('a', 80) +
      listening('b', 80).replace('{app: web}', '{app: web, tier: front}') +
      listening('c', 80).replace('{app: web}', '{tier: front}');
    assert.deepEqual(conditionsOf(given(pods + two), 'web'), ['b RS-']);
  });

  it('leave out a pod whose node is no object, unless unready addresses are published', () => {
    const lost = pod(
      'a',
      '{nodeName: gone, containers: [{name: a, image: x}]}',
      'status: {phase: Running, podIP: 10.244.9.9, conditions: [{type: Ready, status: "True"}]}',
    );
    assert.deepEqual(conditionsOf(given(lost + service('web')), 'web'), []);
    assert.deepEqual(conditionsOf(given(lost + service('web', pnra)), 'web'), ['a RS-']);
  });
});

describe('a slice', () => {
  it('has name, labels and owner as the controller writes them', () => {
    const labelled = service('web').replace(
      'metadata: {name: web}',
      'metadata: {name: web, labels: {team: a, endpointslice.kubernetes.io/managed-by: me, service.kubernetes.io/headless: ""}}',
    );
    const [slice] = slicesOf(given(listening('a', 80) + labelled), 'web');
    assert.match(slice!.metadata.name, /^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    assert.equal(slice!.metadata.generateName, 'web-');
    assert.deepEqual(slice!.metadata.labels, {
      team: 'a',
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      'kubernetes.io/service-name': 'web',
    });
    assert.deepEqual(slice!.metadata.ownerReferences, [
      { apiVersion: 'v1', kind: 'Service', name: 'web', controller: true },
    ]);
  });

  it('says of each endpoint its node, zone and pod', () => {
    const state = given(
      listening('a', 80) + service('web'),
      inZones({ worker: 'z1', worker2: 'z1', worker3: 'z1' }),
    );
    const [pod] = podsOf(state);
    assert.deepEqual(slicesOf(state, 'web')[0]!.endpoints, [
      {
        addresses: [pod!.status!.podIP],
        conditions: { ready: true, serving: true, terminating: false },
        nodeName: pod!.spec.nodeName,
        targetRef: { kind: 'Pod', namespace: 'default', name: 'a' },
        zone: 'z1',
      },
    ]);
    assert.deepEqual(slicesOf(state, 'web')[0]!.ports, [{ name: '', port: 80, protocol: 'TCP' }]);
  });

  it('has the place of its Service, its ports the place of that ones', () => {
    const state = given(service('web'));
    const [slice] = state.objects
      .list<EndpointSlice>('EndpointSlice', 'default')
      .filter(({ object }) => object.metadata.generateName === 'web-');
    const lineOf = (...path: readonly (string | number)[]): number | undefined => slice!.placeOf(path)?.line;
    assert.deepEqual([lineOf(), lineOf('endpoints'), lineOf('ports', 0)], [3, 3, 8]);
  });

  it('is there, empty, where no pod is', () => {
    const [slice, ...more] = slicesOf(given(service('web')), 'web');
    assert.deepEqual(
      [slice!.endpoints, slice!.ports, slice!.addressType, more.length],
      [null, null, 'IPv4', 0],
    );
  });

  it('carries a label where the Service is headless', () => {
    const [slice] = slicesOf(given(service('web', 'clusterIP: None')), 'web');
    assert.equal(slice!.metadata.labels!['service.kubernetes.io/headless'], '');
  });

  it('is one for each family; a pod counts where it has an address', () => {
    const dual = defaultCluster(2, { ipFamilies: ['IPv4', 'IPv6'] });
    const single = pod(
      'b',
      '{nodeName: worker, containers: [{name: a, image: x, ports: [{name: http, containerPort: 80}]}]}',
      'status: {phase: Running, podIP: 10.244.1.9, podIPs: [{ip: 10.244.1.9}], conditions: [{type: Ready, status: "True"}]}',
    );
    const state = given(
      listening('a', 80) + single + service('web', 'ipFamilyPolicy: PreferDualStack'),
      dual,
    );
    const count = (type: string): number =>
      addresses(slicesOf(state, 'web').filter(({ addressType }) => addressType === type)).length;
    assert.deepEqual([count('IPv4'), count('IPv6')], [2, 1]);
  });

  it('is one for each set of ports', () => {
    const state = given(listening('a', 80) + listening('b', 80) + listening('c', 8080) + service('web'));
    assert.deepEqual(
      slicesOf(state, 'web')
        .map(({ ports, endpoints }) => `${ports![0]!.port} x${endpoints!.length}`)
        .toSorted(),
      ['80 x2', '8080 x1'],
    );
  });

  it('keeps a pod without the named port, in a slice without ports', () => {
    const nameless = pod('b', '{containers: [{name: a, image: x}]}');
    const state = given(listening('a', 80) + nameless + service('web'));
    const without = slicesOf(state, 'web').find(({ ports }) => ports === null)!;
    assert.deepEqual(
      without.endpoints!.map(({ targetRef }) => targetRef!.name),
      ['b'],
    );
    const { subsets } = endpointsOf(state, 'web')!;
    assert.deepEqual(
      subsets!.flatMap(({ addresses }) => addresses!.map(({ targetRef }) => targetRef!.name)),
      ['a'],
    );
  });

  it('holds a hundred endpoints, and another one holds the rest', () => {
    const cluster = defaultCluster(3);
    const state = given(deployment('web', 205) + service('web'), cluster);
    assert.deepEqual(
      slicesOf(state, 'web')
        .map(({ endpoints }) => endpoints!.length)
        .toSorted((a, b) => a - b),
      [5, 100, 100],
    );
    assert.equal(new Set(addresses(slicesOf(state, 'web'))).size, 205);
  });
});

describe('target ports', () => {
  const portsOf = (pods: string, ports: string, cluster?: Cluster): unknown =>
    slicesOf(given(pods + service('web').replace(/ports:.*/, `ports: ${ports}`), cluster), 'web')[0]!.ports;

  it('by number need not be declared', () => {
    assert.deepEqual(portsOf(listening('a', 80), '[{port: 80, targetPort: 9999}]'), [
      { name: '', port: 9999, protocol: 'TCP' },
    ]);
  });

  it('by name must have the same protocol', () => {
    const both = pod(
      'a',
      '{containers: [{name: a, image: x, ports: [{name: dns, containerPort: 53}, {name: dns-udp, containerPort: 5353, protocol: UDP}]}]}',
    );
    assert.deepEqual(
      portsOf(
        both,
        '[{name: a, port: 53, targetPort: dns-udp}, {name: b, port: 53, protocol: UDP, targetPort: dns-udp}]',
      ),
      [{ name: 'b', port: 5353, protocol: 'UDP' }],
    );
  });

  it('by name may be those of a sidecar since 1.33, never of another init container', () => {
    const side = (policy: string): string =>
      pod(
        'a',
        `{initContainers: [{name: s, image: x, ${policy} ports: [{name: http, containerPort: 7070}]}], containers: [{name: a, image: x}]}`,
      );
    const ports = '[{port: 80, targetPort: http}]';
    assert.deepEqual(portsOf(side('restartPolicy: Always,'), ports), [
      { name: '', port: 7070, protocol: 'TCP' },
    ]);
    assert.equal(portsOf(side('restartPolicy: Always,'), ports, withVersion(defaultCluster(), '1.32')), null);
    assert.equal(portsOf(side(''), ports), null);
  });

  it('keep the application protocol, and come sorted by name', () => {
    const ports =
      '[{name: z, port: 80, targetPort: 1}, {name: a, port: 81, targetPort: 2, appProtocol: http}]';
    assert.deepEqual(portsOf(listening('a', 80), ports), [
      { name: 'a', port: 2, protocol: 'TCP', appProtocol: 'http' },
      { name: 'z', port: 1, protocol: 'TCP' },
    ]);
  });
});

describe('hostnames of endpoints', () => {
  const named = (subdomain: string): string =>
    pod(
      'a',
      `{hostname: first, subdomain: ${subdomain}, containers: [{name: a, image: x, ports: [{name: http, containerPort: 80}]}]}`,
    );

  it("are there where the subdomain is the Service's name, nowhere else", () => {
    assert.equal(slicesOf(given(named('web') + service('web')), 'web')[0]!.endpoints![0]!.hostname, 'first');
    assert.equal(
      slicesOf(given(named('other') + service('web')), 'web')[0]!.endpoints![0]!.hostname,
      undefined,
    );
  });
});

describe('Endpoints', () => {
  it('have the same facts: ready and unready addresses, without those being deleted', () => {
    const state = after(given(listening('a', 80) + listening('b', 80) + pod('c', sick) + service('web')), {
      kind: 'terminate-pod',
      pod: podRef('b'),
      serving: true,
    });
    const [subset, ...more] = endpointsOf(state, 'web')!.subsets!;
    assert.equal(more.length, 0);
    assert.deepEqual(
      subset!.addresses!.map(({ targetRef }) => targetRef!.name),
      ['a'],
    );
    assert.deepEqual(
      subset!.notReadyAddresses!.map(({ targetRef }) => targetRef!.name),
      ['c'],
    );
    assert.deepEqual(subset!.ports, [{ port: 80, protocol: 'TCP' }]);
  });

  it('list everything where unready addresses are published', () => {
    const state = after(given(listening('a', 80) + pod('c', sick) + service('web', pnra)), {
      kind: 'terminate-pod',
      pod: podRef('a'),
      serving: true,
    });
    assert.equal(endpointsOf(state, 'web')!.subsets![0]!.addresses!.length, 2);
  });

  it('are sorted by the text of addresses', () => {
    const recorded = (name: string, ip: string): string =>
      pod(
        name,
        '{nodeName: worker, containers: [{name: a, image: x, ports: [{name: http, containerPort: 80}]}]}',
        `status: {phase: Running, podIP: ${ip}, conditions: [{type: Ready, status: "True"}]}`,
      );
    const state = given(recorded('a', '10.244.1.9') + recorded('b', '10.244.1.10') + service('web'));
    assert.deepEqual(
      endpointsOf(state, 'web')!.subsets![0]!.addresses!.map(({ ip }) => ip),
      ['10.244.1.10', '10.244.1.9'],
    );
  });

  it('exist without subsets where no pod is; labelled by their controller since 1.33', () => {
    assert.deepEqual(endpointsOf(given(service('web')), 'web'), {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: {
        name: 'web',
        namespace: 'default',
        labels: { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' },
      },
    });
    assert.deepEqual(
      endpointsOf(given(service('web'), withVersion(defaultCluster(), '1.32')), 'web')!.metadata.labels,
      {},
    );
  });

  it('have addresses without ports for a headless Service without ports', () => {
    const portless = service('web', 'clusterIP: None').replace(/ports:.*/, '');
    const state = given(listening('a', 80) + portless);
    assert.equal(endpointsOf(state, 'web')!.subsets![0]!.ports, undefined);
    assert.equal(endpointsOf(state, 'web')!.subsets![0]!.addresses!.length, 1);
    assert.equal(slicesOf(state, 'web')[0]!.ports, null);
  });

  it('hold a thousand addresses, ready ones first, and say that they are cut', () => {
    const state = given(deployment('web', 1005) + service('web'), defaultCluster(6));
    const unready = podNames(state)
      .slice(0, 3)
      .map((name) => ({ kind: 'readiness', pod: podRef(name), ready: false }) as const);
    const cut = endpointsOf(after(state, ...unready), 'web')!;
    assert.equal(cut.metadata.annotations!['endpoints.kubernetes.io/over-capacity'], 'truncated');
    assert.equal(cut.subsets![0]!.addresses!.length, 1000);
    assert.equal(cut.subsets![0]!.notReadyAddresses, undefined);
  });
});

describe('Services that get no endpoints', () => {
  it('are those of type ExternalName, even with a selector, and those without one', () => {
    const external = `
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: ExternalName, externalName: example.com, selector: {app: web}}
`;
    const state = given(listening('a', 80) + external + service('none').replace('selector: {app: none}', ''));
    assert.deepEqual(slicesOf(state, 'web'), []);
    assert.deepEqual(slicesOf(state, 'none'), []);
    assert.equal(endpointsOf(state, 'web'), undefined);
  });
});

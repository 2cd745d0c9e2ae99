import assert from 'node:assert/strict';
import { manifestOf, type Node, type Pod, type Service } from '../../../kube/index.ts';
import { wantsAutoHints } from './auto-hints.ts';
import { portsOn } from './find-port.ts';
import { withHints } from './hints.ts';
import { podEndpoints, sliceEndpoint } from './pod-endpoints.ts';
import type { Surroundings } from './surroundings.ts';

/** Row by row what upstream's tables for the endpoint controllers say (k8s.io/endpointslice). */

const at = (minor: number, gates: Record<string, boolean> = {}): Surroundings => ({
  version: { major: 1, minor },
  nodes: new Map(),
  featureGates: gates,
});
const service = (spec: Service['spec'] = {}, annotations: Record<string, string> = {}): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default', annotations },
  spec: { ports: [{ port: 80, targetPort: 8080 }], ...spec },
});

describe('the annotation that asks for hints (Test_hintsEnabled)', () => {
  const mode = 'service.kubernetes.io/topology-mode';
  const old = 'service.kubernetes.io/topology-aware-hints';
  const rows: readonly (readonly [Record<string, string>, boolean])[] = [
    [{}, false],
    [{ other: 'auto' }, false],
    ...[old, mode].flatMap((key): [Record<string, string>, boolean][] => [
      [{ [key]: 'enabled' }, false],
      [{ [key]: 'aUto' }, false],
      [{ [key]: 'auto' }, true],
      [{ [key]: 'Auto' }, true],
      [{ [key]: 'disabled' }, false],
    ]),
    [{ [mode]: 'disabled', [old]: 'auto' }, true],
    [{ [mode]: 'auto', [old]: 'disabled' }, false],
  ];
  for (const [annotations, expected] of rows) {
    it(`${JSON.stringify(annotations)}: ${expected}`, () => {
      assert.equal(wantsAutoHints(service({}, annotations), at(35)), expected);
    });
  }

  it('has its present name since 1.27, and its capital since 1.23', () => {
    const wants = (minor: number, annotations: Record<string, string>): boolean =>
      wantsAutoHints(service({}, annotations), at(minor));
    assert.deepEqual([wants(26, { [mode]: 'auto' }), wants(27, { [mode]: 'auto' })], [false, true]);
    assert.deepEqual([wants(22, { [old]: 'Auto' }), wants(23, { [old]: 'Auto' })], [false, true]);
    assert.equal(wants(21, { [old]: 'auto' }), true);
  });
});

describe('hints by trafficDistribution (TestReconcileHints_trafficDistribution)', () => {
  const endpoint = (n: number, zone: string | undefined, node: string | undefined, ready = true) => ({
    addresses: [`10.0.0.${n}`],
    conditions: { ready },
    ...(zone && { zone }),
    ...(node && { nodeName: node }),
  });
  const zoned = [endpoint(1, 'a', 'n1'), endpoint(2, 'b', 'n2'), endpoint(3, 'a', 'n3', false)];
  const bare = [endpoint(1, undefined, 'n1'), endpoint(2, undefined, 'n2')];
  const said = (
    distribution: string | undefined,
    list: typeof zoned,
    on = at(35),
    annotations = {},
  ): string[] => {
    const asked = service(
      distribution === undefined ? {} : { trafficDistribution: distribution },
      annotations,
    );
    const [first = []] = withHints(asked, [list], on).lists;
    const names = (some: readonly { name: string }[] | undefined): string =>
      (some ?? []).map(({ name }) => name).join();
    return first.map(({ hints }) => (hints ? `${names(hints.forZones)}/${names(hints.forNodes)}` : '-'));
  };

  it('are zones for PreferClose and PreferSameZone, nodes too for PreferSameNode, on ready endpoints', () => {
    assert.deepEqual(said('PreferClose', zoned), ['a/', 'b/', '-']);
    assert.deepEqual(said('PreferSameZone', zoned), ['a/', 'b/', '-']);
    assert.deepEqual(said('PreferSameNode', zoned), ['a/n1', 'b/n2', '-']);
  });

  it('are none for zones that nobody knows, and nodes alone for PreferSameNode', () => {
    assert.deepEqual(said('PreferClose', bare), ['-', '-']);
    assert.deepEqual(said('PreferSameNode', bare), ['/n1', '/n2']);
  });

  it('are none where the value is unknown or missing', () => {
    assert.deepEqual(said('Unknown', zoned), ['-', '-', '-']);
    assert.deepEqual(said(undefined, zoned), ['-', '-', '-']);
  });

  it('need their gates', () => {
    assert.deepEqual(said('PreferClose', zoned, at(30)), ['-', '-', '-']);
    assert.deepEqual(said('PreferClose', zoned, at(30, { ServiceTrafficDistribution: true })), [
      'a/',
      'b/',
      '-',
    ]);
    assert.deepEqual(said('PreferClose', zoned, at(32, { ServiceTrafficDistribution: false })), [
      '-',
      '-',
      '-',
    ]);
    assert.deepEqual(said('PreferSameNode', zoned, at(33)), ['-', '-', '-']);
    assert.deepEqual(said('PreferSameNode', zoned, at(33, { PreferSameTrafficDistribution: true })), [
      'a/n1',
      'b/n2',
      '-',
    ]);
  });

  it('give way to the annotation, even where that leads to none', () => {
    const auto = { 'service.kubernetes.io/topology-mode': 'Auto' };
    assert.deepEqual(said('PreferClose', zoned, at(35), auto), ['-', '-', '-']);
    assert.deepEqual(said('PreferClose', zoned, at(32, { TopologyAwareHints: false }), auto), [
      '-',
      '-',
      '-',
    ]);
  });
});

describe('the port that a name means (TestFindPort)', () => {
  type Ports = Pod['spec']['containers'][number]['ports'];
  const port = (targetPort: string | number, containers: readonly Ports[], sidecar?: Ports, on = at(35)) => {
    const pod: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a', namespace: 'default' },
      spec: {
        containers: containers.map((ports, i) => ({ name: `c${i}`, ...(ports && { ports }) })),
        ...(sidecar && {
          initContainers: [
            { name: 'once', ports: [{ name: 'once', containerPort: 44 }] },
            { name: 'side', restartPolicy: 'Always', ports: sidecar },
          ],
        }),
      },
    };
    return portsOn(service({ ports: [{ port: 80, targetPort }] }), pod, on)[0]?.port;
  };
  const three: Ports = [
    { containerPort: 11, protocol: 'UDP' },
    { name: 'p', containerPort: 22 },
    { name: 'q', containerPort: 33 },
  ];

  it('is a number as it is, declared or not', () => {
    assert.deepEqual([port(93, [undefined]), port(93, [three])], [93, 93]);
  });

  it('is written with the protocol, TCP if left out', () => {
    const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [] } };
    assert.deepEqual(portsOn(service({ ports: [{ port: 80 }] }), pod, at(35)), [
      { name: '', port: 80, protocol: 'TCP' },
    ]);
  });

  it('comes with others sorted by name, whatever their order', () => {
    const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [] } };
    const names = (...list: readonly string[]): readonly unknown[] =>
      portsOn(service({ ports: list.map((name, i) => ({ name, port: i + 1 })) }), pod, at(35)).map(
        ({ name }) => name,
      );
    for (const list of [
      ['a', 'b', 'c'],
      ['c', 'b', 'a'],
      ['b', 'c', 'a'],
    ]) {
      assert.deepEqual(names(...list), ['a', 'b', 'c']);
    }
  });

  it('is the first container port of that name and protocol, whatever its host port', () => {
    assert.equal(port('p', [undefined]), undefined);
    assert.equal(port('q', [three]), 33);
    assert.equal(port('q', [undefined, three]), 33);
    assert.equal(port('a', [undefined, [{ name: 'a', containerPort: 11, protocol: 'UDP' }]]), undefined);
    assert.equal(
      port('a', [undefined, [{ name: 'a', containerPort: 11, hostPort: 81, hostIP: '192.168.1.1' }]]),
      11,
    );
  });

  it('is a port of a sidecar after those of containers, and never of another init container', () => {
    const side: Ports = [
      { name: 'q', containerPort: 55 },
      { name: 's', containerPort: 66 },
    ];
    assert.deepEqual([port('s', [three], side), port('q', [three], side)], [66, 33]);
    assert.equal(port('once', [three], side), undefined);
    assert.equal(port('s', [three], side, at(32)), undefined, 'not before 1.33');
  });
});

describe('what an endpoint says of its pod (TestPodToEndpoint)', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', namespace: 'default' },
    spec: { containers: [{ name: 'a' }], nodeName: 'n1' },
    status: {
      podIPs: [{ ip: '1.2.3.4' }, { ip: '1.2.3.5' }, { ip: '1234::5678:0:0:9abc:def0' }],
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  } as unknown as Pod;
  const node = (labels: Record<string, string>): Node => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n1', labels },
  });
  const said = (minor: number, labels: Record<string, string> = {}, more: object = {}): unknown => {
    const surroundings = { ...at(minor), nodes: new Map([['n1', node(labels)]]) };
    const asked = { ...pod, spec: { ...pod.spec, ...more } };
    const [found] = podEndpoints(service(), [manifestOf(asked)], surroundings);
    return sliceEndpoint(service(), found!, found!.addresses.get('IPv4')!, surroundings);
  };
  const common = {
    addresses: ['1.2.3.4'],
    nodeName: 'n1',
    targetRef: { kind: 'Pod', namespace: 'default', name: 'a' },
  };
  const conditions = { ready: true, serving: true, terminating: false };
  const zone = { 'topology.kubernetes.io/zone': 'z1' };
  const region = { 'topology.kubernetes.io/region': 'r1' };

  it('is its first address of the family, its node, and the zone of that', () => {
    assert.deepEqual(said(35), { ...common, conditions });
    assert.deepEqual(said(35, { ...zone, ...region }), { ...common, conditions, zone: 'z1' });
  });

  it('is the region too up to 1.20, and readiness alone up to 1.21', () => {
    assert.deepEqual(said(20, region), {
      ...common,
      conditions: { ready: true },
      deprecatedTopology: region,
    });
    assert.deepEqual(said(20), { ...common, conditions: { ready: true } });
    assert.deepEqual(said(21, region), { ...common, conditions: { ready: true } });
    assert.deepEqual(said(22), { ...common, conditions });
  });

  it('is its host name where its domain is named like the Service', () => {
    assert.deepEqual(said(35, {}, { hostname: 'h', subdomain: 'web' }), {
      ...common,
      conditions,
      hostname: 'h',
    });
    assert.deepEqual(said(35, {}, { hostname: 'h', subdomain: 'other' }), { ...common, conditions });
    assert.deepEqual(said(35, {}, { hostname: 'h' }), { ...common, conditions });
    assert.deepEqual(said(35, {}, { subdomain: 'web' }), { ...common, conditions });
  });
});

describe('pods that are endpoints (TestShouldPodBeInEndpoints)', () => {
  const isEndpoint = (
    status: Pod['status'],
    deleted = false,
    on = at(35),
    spec: Service['spec'] = {},
  ): boolean => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'a',
        namespace: 'default',
        ...(deleted && { deletionTimestamp: '2026-05-01T12:00:00Z' }),
      },
      spec: { containers: [{ name: 'a' }] },
      ...(status && { status }),
    } as Pod;
    const manifest = { object: pod, placeOf: () => ({ file: 'a', line: 1, column: 1 }) };
    return podEndpoints(service(spec), [manifest], on).length === 1;
  };
  const ip = { podIP: '1.2.3.4' };

  it('have not ended and have an address', () => {
    assert.equal(isEndpoint({ phase: 'Failed', ...ip }), false);
    assert.equal(isEndpoint({ phase: 'Succeeded', ...ip }), false);
    assert.equal(isEndpoint({ phase: 'Running', podIP: '', podIPs: [] }), false);
    assert.equal(isEndpoint({ phase: 'Pending', ...ip }), true);
    assert.equal(isEndpoint({ phase: 'Unknown', ...ip }), true);
    assert.equal(
      isEndpoint({ phase: 'Running', podIPs: [{ ip: '1.2.3.4' }, { ip: '1234::5678:0:0:9abc:def0' }] }),
      true,
    );
  });

  it('may be on their way out since endpoints can say so, or where unready ones are published', () => {
    const running = { phase: 'Running', ...ip } as const;
    assert.equal(isEndpoint(running, true), true);
    assert.equal(isEndpoint(running, true, at(21)), false);
    assert.equal(isEndpoint(running, true, at(21, { EndpointSliceTerminatingCondition: true })), true);
    assert.equal(isEndpoint(running, true, at(21), { publishNotReadyAddresses: true }), true);
  });
});

import assert from 'node:assert/strict';
import type {
  Cluster,
  EndpointSlice,
  IPFamily,
  Manifest,
  Node,
  Protocol,
  ProxyConfig,
  ProxyMode,
  Service,
  ServiceSpec,
} from '../../../kube/index.ts';
import type { Answer, Flow } from '../../../flow/index.ts';
import { resolve } from '../../resolve.ts';
import type { State } from '../../state.ts';
import { endpoint, manifest, pod, service, slice, world } from '../../world.spec.ts';

/**
 * The small world of kube-proxy's own tests of packets (pkg/proxy/iptables, nftables and ipvs, proxier_test.go), and
 * their way to say where a packet goes, so that their tables can be gone through row by row.
 */
export const nodeIP = '192.168.0.2';
export const otherNodeIP = '192.168.1.2';
export const nodeIPv6 = '2001:db8::1';
export const otherNodeIPv6 = '2001:db8:1::2';
export const outside = '203.0.113.2';
export const blocked = '203.0.113.130';

/** The modes whose rules know packets; userspace has tests of its own. */
export const modes = ['iptables', 'nftables', 'ipvs'] as const;
export type Mode = (typeof modes)[number];

function node(name: string, ...addresses: readonly string[]): Manifest<Node> {
  return manifest({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    status: { addresses: addresses.map((address) => ({ type: 'InternalIP' as const, address })) },
  });
}

/** An endpoint: its address, its node or nothing, and words as `endpoint` has them. */
export type Spot = readonly [ip: string, node?: string, words?: string];

/** A Service and the endpoints of each of its ports. */
export interface TestService {
  readonly spec: ServiceSpec;
  readonly endpoints: readonly Spot[];
  readonly ingress?: readonly { readonly ip: string; readonly ipMode?: 'VIP' | 'Proxy' }[];
  readonly family?: IPFamily;
}

/** The cluster: this node and a remote one, pods in 10.0.0.0/8, no pod network that hides anybody. */
export function cluster(
  mode: ProxyMode,
  services: Readonly<Record<string, TestService>>,
  { minor = 35, ...proxy }: Partial<ProxyConfig> & { minor?: number } = {},
): State {
  const objects = Object.entries(services).flatMap(([name, one]) => objectsOf(name, one));
  const settings: Partial<Cluster> = {
    ipFamilies: ['IPv4', 'IPv6'],
    podSubnets: ['10.0.0.0/8', 'fd00:10::/64'],
    serviceSubnets: ['172.30.0.0/16', 'fd00:172:30::/112'],
    nodes: [
      node('test-node', nodeIP, otherNodeIP, nodeIPv6, otherNodeIPv6),
      node('remote', '192.168.0.3', '2001:db8::3'),
    ],
    masqueradesPodsToNodes: false,
  };
  const clients = [
    pod('client', 'test-node', '10.0.0.2'),
    pod('client6', 'test-node', 'fd00:10::2'),
    pod('neighbour', 'test-node', '10.180.0.9'),
  ];
  const all = { clusterCIDRs: ['10.0.0.0/8', 'fd00:10::/64'], ...proxy };
  return world([...clients, ...unique(objects)], { mode, minor, cluster: settings, proxy: all });
}

function objectsOf(name: string, { spec, endpoints, ingress, family }: TestService): Manifest[] {
  const status = ingress && { status: { loadBalancer: { ingress } } };
  const ports = (spec.ports ?? []).map((port) => ({
    name: port.name ?? '',
    port: typeof port.targetPort === 'number' ? port.targetPort : port.port,
    protocol: port.protocol ?? ('TCP' as const),
  }));
  const slices: Manifest<EndpointSlice> = slice(
    name,
    endpoints.map(([ip, on, words]) => endpoint(ip, on, words)),
    ports,
    'a',
    family ?? 'IPv4',
  );
  const listening = ports.map(({ port, protocol }) => ({ containerPort: port, protocol }));
  const pods = endpoints.map(([ip, on]) =>
    pod(`pod-${ip.replace(/[.:]/g, '-')}x`, on ?? 'remote', ip, { ports: listening }),
  );
  const made: Manifest<Service> = service(name, spec, { ...status });
  return [made, slices, ...pods];
}

/** Several Services may share an endpoint: its pod listens on everything that they name. */
function unique(objects: readonly Manifest[]): readonly Manifest[] {
  const byName = new Map<string, Manifest>();
  for (const one of objects) {
    const { kind, metadata, spec } = one.object as {
      kind: string;
      metadata: { name: string };
      spec?: unknown;
    };
    const key = `${kind} ${metadata.name}`;
    const before = byName.get(key);
    if (!before || kind !== 'Pod') byName.set(key, one);
    else {
      const ports = [before, one].flatMap(portsOf);
      byName.set(
        key,
        manifest({ ...one.object, spec: { ...(spec as object), containers: [{ name: 'a', ports }] } }),
      );
    }
  }
  return [...byName.values()];
}

function portsOf(one: Manifest): readonly object[] {
  const { spec } = one.object as { spec?: { containers?: readonly { ports?: readonly object[] }[] } };
  return (spec?.containers ?? []).flatMap(({ ports }) => ports ?? []);
}

/** One packet, and where it must come out. */
export interface Row {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol?: Protocol;
  /** `10.180.0.1:80, 10.180.2.1:80`, `REJECT`, `DROP`, or nothing where no rule is for it. */
  readonly output: string;
  readonly masq?: boolean;
}

/** Sends each packet and compares. */
export function check(state: State, rows: readonly Row[]): void {
  for (const row of rows) {
    const answer = resolve(state, flowOf(row));
    const hint = `${row.name}: ${JSON.stringify(answer)}`;
    assert.equal(outputOf(answer), row.output, hint);
    if (row.masq !== undefined) assert.deepEqual(masqueraded(answer), [row.masq], hint);
  }
}

function flowOf({ from, to, port, protocol = 'TCP' }: Row): Flow {
  const socket = to.includes(':') ? `[${to}]:${port}` : `${to}:${port}`;
  return { from: clientOf(from), to: socket, protocol };
}

function clientOf(address: string): Flow['from'] {
  const pods: Readonly<Record<string, string>> = {
    '10.0.0.2': 'client',
    'fd00:10::2': 'client6',
    '10.180.0.9': 'neighbour',
  };
  if (pods[address] !== undefined) return { pod: pods[address] };
  if (address.startsWith('10.')) return { pod: `pod-${address.replace(/[.:]/g, '-')}x` };
  if (address.startsWith('203.') || address.startsWith('2600:'))
    return { outside: address, via: 'test-node' };
  return { host: 'test-node', source: address };
}

function outputOf({ result, backends, trace }: Answer): string {
  const last = trace.at(-1)?.rule;
  if (result === 'reached') {
    return backends
      .map(({ ip, port }) => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`))
      .sort()
      .join(', ');
  }
  if (last === 'reject') return 'REJECT';
  return last === 'drop' || last === 'source-ranges' ? 'DROP' : '';
}

function masqueraded({ backends, source }: Answer): boolean[] {
  return [...new Set(backends.map((backend) => (backend.source ?? source)?.kept === false))];
}

describe('the packets of kube-proxy’s tests', () => {
  it('say where they come out', () => {
    const web = { spec: { clusterIP: '172.30.0.41', ports: [{ port: 80 }] }, endpoints: [] as const };
    const row = { name: '', from: '10.0.0.2', to: '172.30.0.41', port: 80 };
    check(cluster('iptables', { web }), [{ ...row, output: 'REJECT' }]);
    assert.throws(() => check(cluster('iptables', { web }), [{ ...row, output: 'DROP' }]));
    assert.throws(() =>
      check(cluster('iptables', { web: { ...web, endpoints: [['10.180.0.1']] } }), [
        { ...row, output: '10.180.0.1:80', masq: true },
      ]),
    );
  });
});

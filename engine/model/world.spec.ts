import assert from 'node:assert/strict';
import type { Answer, Flow, SourceSeen } from '../flow/index.ts';
import { canonicalAddress } from '../kube/index.ts';
import type {
  Cluster,
  Endpoint,
  EndpointAddress,
  EndpointPort,
  Endpoints,
  EndpointSlice,
  IPFamily,
  KubeObject,
  Manifest,
  Node,
  Pod,
  PodSpec,
  Protocol,
  ProxyConfig,
  Service,
  ServiceSpec,
} from '../kube/index.ts';
import { ObjectStore } from './object-store.ts';
import { resolve } from './resolve.ts';
import { noFaults, type Faults, type State } from './state.ts';

/** Small clusters for tests of the decision half, written by hand so that they don't lean on controllers. */

export function manifest<T extends KubeObject>(object: T, file = 'test.yaml'): Manifest<T> {
  return { object, placeOf: (path = []) => ({ file: `${file}#${path.join('.')}`, line: 1, column: 1 }) };
}

const names = ['control-plane', 'worker', 'worker2', 'worker3'];

/** Node n: 172.18.0.(n+2) and fc00::(n+2), pods in 10.244.n.0/24 and fd00:10:244:n::/64. */
export function nodes(families: readonly IPFamily[], labels: Record<string, Record<string, string>> = {}) {
  return names.map((name, n): Manifest<Node> =>
    manifest({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name,
        labels: { ...(n === 0 && { 'node-role.kubernetes.io/control-plane': '' }), ...labels[name] },
      },
      spec: { podCIDRs: families.map((f) => (f === 'IPv4' ? `10.244.${n}.0/24` : `fd00:10:244:${n}::/64`)) },
      status: {
        addresses: families.map((f) => ({
          type: 'InternalIP' as const,
          address: f === 'IPv4' ? `172.18.0.${n + 2}` : `fc00::${n + 2}`,
        })),
      },
    }),
  );
}

export interface WorldOptions {
  readonly mode?: ProxyConfig['mode'];
  readonly proxy?: Partial<ProxyConfig>;
  readonly cluster?: Partial<Cluster>;
  readonly minor?: number;
  readonly families?: readonly IPFamily[];
  readonly nodeLabels?: Record<string, Record<string, string>>;
  readonly faults?: Partial<Faults>;
}

export function world(objects: readonly Manifest[], options: WorldOptions = {}): State {
  const families = options.families ?? ['IPv4'];
  const podSubnets = families.map((family) => (family === 'IPv4' ? '10.244.0.0/16' : 'fd00:10:244::/56'));
  const cluster: Cluster = {
    version: { major: 1, minor: options.minor ?? 35 },
    ipFamilies: families,
    podSubnets,
    serviceSubnets: families.map((family) => (family === 'IPv4' ? '10.96.0.0/16' : 'fd00:10:96::/112')),
    nodePortRange: { from: 30000, to: 32767 },
    dnsDomain: 'cluster.local',
    proxy: {
      mode: options.mode ?? 'iptables',
      detectLocalMode: 'ClusterCIDR',
      clusterCIDRs: podSubnets,
      masqueradeAll: false,
      nodePortAddresses: [],
      localhostNodePorts: true,
      ipvsScheduler: 'rr',
      ...options.proxy,
    },
    nodes: nodes(families, options.nodeLabels),
    masqueradesPodsToNodes: true,
    ...options.cluster,
  };
  return { cluster, objects: ObjectStore.of(objects), faults: { ...noFaults, ...options.faults }, now: 0 };
}

function split(name: string): { namespace: string; name: string } {
  const [a = '', b] = name.split('/');
  return b === undefined ? { namespace: 'default', name: a } : { namespace: a, name: b };
}

export function service(
  name: string,
  spec: ServiceSpec,
  more: Partial<Omit<Service, 'metadata' | 'spec'>> & {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  } = {},
): Manifest<Service> {
  const { labels, annotations, ...rest } = more;
  return manifest({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...split(name), ...(labels && { labels }), ...(annotations && { annotations }) },
    spec: { clusterIP: '10.96.0.20', ports: [{ port: 80, targetPort: 8080 }], ...spec },
    ...rest,
  });
}

export interface PodOptions {
  readonly ports?: readonly (
    number | { containerPort: number; protocol?: Protocol; hostPort?: number; hostIP?: string; name?: string }
  )[];
  readonly labels?: Record<string, string>;
  readonly status?: Pod['status'];
  readonly spec?: Partial<PodSpec>;
}

/** A running pod. The node's number is the third octet of its address, or it has `hostNetwork`. */
export function pod(name: string, node: string, ip: string, options: PodOptions = {}): Manifest<Pod> {
  const ports = (options.ports ?? [8080]).map((port) =>
    typeof port === 'number' ? { containerPort: port } : port,
  );
  return manifest({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...split(name), labels: options.labels ?? {} },
    spec: { nodeName: node, containers: [{ name: 'main', ports }], ...options.spec },
    status: options.status ?? { phase: 'Running', podIP: ip, podIPs: [{ ip }] },
  });
}

/** `ready`, or any mix of `unready terminating notserving bare` and `node:NAME zone:NAME hintnode:NAME`. */
export function endpoint(ip: string, node: string | undefined, words = 'ready'): Endpoint {
  const has = (word: string): boolean => words.split(' ').includes(word);
  const all = (prefix: string): { name: string }[] =>
    words
      .split(' ')
      .flatMap((w) => (w.startsWith(`${prefix}:`) ? [{ name: w.slice(prefix.length + 1) }] : []));
  const forZones = all('zone');
  const forNodes = all('hintnode');
  return {
    addresses: [ip],
    ...(!has('bare') && {
      conditions: {
        ready: !has('unready') && (!has('terminating') || has('published')),
        serving: !has('unready') && !has('notserving'),
        terminating: has('terminating'),
      },
    }),
    ...(node !== undefined && { nodeName: node }),
    ...(forZones.length + forNodes.length > 0 && {
      hints: { ...(forZones.length > 0 && { forZones }), ...(forNodes.length > 0 && { forNodes }) },
    }),
  };
}

export function slice(
  of: string,
  endpoints: readonly Endpoint[],
  ports: EndpointSlice['ports'] = [{ name: '', port: 8080, protocol: 'TCP' }],
  suffix = 'a',
  addressType: EndpointSlice['addressType'] = 'IPv4',
): Manifest<EndpointSlice> {
  const { namespace, name } = split(of);
  return manifest({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { namespace, name: `${name}-${suffix}`, labels: { 'kubernetes.io/service-name': name } },
    addressType,
    endpoints,
    ports,
  });
}

/** An Endpoints object, ready and not ready addresses apart. */
export function endpoints(
  of: string,
  addresses: readonly EndpointAddress[],
  ports: readonly EndpointPort[] = [{ port: 8080, protocol: 'TCP' }],
  notReadyAddresses: readonly EndpointAddress[] = [],
): Manifest<Endpoints> {
  return manifest({
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: split(of),
    subsets: [{ addresses, notReadyAddresses, ports }],
  });
}

export type From = Flow['from'] | string;

/** `client`, `host worker`, `host worker 127.0.0.1`, `outside`, `outside 192.0.2.1 via worker`, or a client. */
export function flow(from: From, to: string, protocol?: Protocol): Flow {
  const [word = '', a, b, c] = typeof from === 'string' ? from.split(' ') : [];
  const client: Flow['from'] =
    typeof from !== 'string'
      ? from
      : word === 'host'
        ? { host: a ?? '', ...(b !== undefined && { source: b }) }
        : word === 'outside'
          ? { outside: a ?? '203.0.113.9', ...(b === 'via' && { via: c ?? '' }) }
          : { pod: word };
  return { from: client, to, ...(protocol && { protocol }) };
}

export function ask(state: State, from: From, to: string, protocol?: Protocol): Answer {
  return resolve(state, flow(from, to, protocol));
}

/** An answer in one line: `reached web-1 web-2, kept 10.244.1.9`; shares only where they differ. */
export function say(answer: Answer): string {
  if (answer.result !== 'reached') return answer.result;
  const total = answer.backends.reduce((sum, { probability }) => sum + probability, 0);
  assert.ok(Math.abs(total - 1) < 1e-9, `probabilities sum to ${total}`);
  const even = answer.backends.every(({ probability }) => probability === answer.backends[0]?.probability);
  const who = answer.backends.map((backend) => {
    const name = backend.pod?.replace(/^default\//, '') ?? `${backend.ip}:${backend.port}`;
    const share = even ? '' : `=${backend.probability}`;
    const source = backend.source ? `(${saySeen(backend.source)})` : '';
    return `${name}${share}${source}${backend.result ? `!${backend.result}` : ''}`;
  });
  return `reached ${who.join(' ')}${answer.source ? `, ${saySeen(answer.source)}` : ''}`;
}

function saySeen(seen: SourceSeen): string {
  return [seen.kept ? 'kept' : 'hidden', seen.address, seen.node]
    .filter((text) => text !== undefined)
    .join(' ');
}

export function told(state: State, from: From, to: string, protocol?: Protocol): string {
  return say(ask(state, from, to, protocol));
}

export function trace(answer: Answer): string[] {
  return answer.trace.map(({ rule, decision }) => `${rule}: ${decision}`);
}

describe('the world of these tests', () => {
  it('spells addresses as the model does', () => {
    for (const { object } of nodes(['IPv4', 'IPv6'])) {
      for (const { address } of object.status?.addresses ?? [])
        assert.equal(canonicalAddress(address), address);
    }
  });
});

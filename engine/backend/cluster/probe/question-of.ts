import type { Flow } from '../../../flow/index.ts';
import { parseDestination, type Destination } from '../../../flow/index.ts';
import type { Node, Pod, Service } from '../../../kube/index.ts';
import { realDnsName } from '../names/dns-name.ts';
import type { Names } from '../names/world.ts';
import type { Question } from '../programs/protocol.ts';

/** What is known of the cluster when flows are put into questions; names are the cluster's. */
export interface Directory {
  readonly names: Names;
  readonly services: readonly Service[];
  readonly pods: readonly Pod[];
  readonly nodes: readonly Node[];
}

/** A flow as the prober is asked it, or why it can't be. */
export function questionOf(
  flow: Flow,
  attempts: number,
  id: string,
  directory: Directory,
): Question | { readonly reason: string } {
  if (flow.protocol === 'SCTP') return { reason: 'the prober runs in Node.js, which has no SCTP sockets' };
  if (flow.protocol === 'ICMP') return { reason: 'the prober sends no pings' };
  const destination = parseDestination(flow.to);
  if ('what' in destination) return { reason: destination.what };
  const namespace = namespaceOf(flow);
  const place = placeOf(destination, namespace, directory);
  if ('reason' in place) return place;
  const url = 'url' in destination ? destination.url : undefined;
  const http =
    url?.scheme === 'https' ? 'HTTPS' : url !== undefined || flow.http !== undefined ? 'HTTP' : undefined;
  const source = 'host' in flow.from ? flow.from.source : undefined;
  return {
    id,
    protocol: http ?? (flow.protocol === 'UDP' ? 'UDP' : 'TCP'),
    host: place.host,
    port: place.port,
    attempts,
    ...(source !== undefined && { source }),
    ...(http && httpFields(flow, url?.path ?? '/', place)),
  };
}

/** The namespace of a client, in the scenario's words; none outside of pods. */
export function namespaceOf({ from }: Flow): string | undefined {
  if (!('pod' in from)) return undefined;
  const [namespace, name] = from.pod.split('/');
  return name === undefined ? 'default' : namespace;
}

interface Place {
  readonly host: string;
  readonly port: number;
  /** The name as it was typed, for a Host header. */
  readonly typed?: string;
}

function placeOf(
  destination: Destination,
  namespace: string | undefined,
  directory: Directory,
): Place | { readonly reason: string } {
  const { names } = directory;
  switch (destination.kind) {
    case 'address':
      return { host: destination.address, port: destination.port };
    case 'name':
      return {
        host: realDnsName(destination.name, namespace, names),
        port: destination.port,
        typed: destination.name,
      };
    case 'node': {
      const real = names.realNode(destination.name);
      const node = directory.nodes.find(({ metadata }) => metadata.name === real);
      const host = node?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
      return host === undefined
        ? { reason: `the cluster has no node ${destination.name}` }
        : { host, port: destination.port };
    }
    case 'pod': {
      const pod = find(directory.pods, destination, namespace, names);
      const host = pod?.status?.podIP;
      return host === undefined
        ? { reason: `pod ${destination.name} has no address in the cluster` }
        : { host, port: destination.port };
    }
    default:
      return servicePlace(destination, namespace, directory);
  }
}

function servicePlace(
  destination: Destination & { kind: 'service' },
  namespace: string | undefined,
  { services, names }: Directory,
): Place | { readonly reason: string } {
  const service = find(services, destination, namespace, names);
  const host = service?.spec.clusterIPs?.[0] ?? service?.spec.clusterIP;
  if (host === undefined || host === '' || host === 'None') {
    return { reason: `service ${destination.name} has no cluster IP in the cluster` };
  }
  const ports = service?.spec.ports ?? [];
  const port =
    typeof destination.port === 'number'
      ? destination.port
      : destination.port === undefined
        ? ports.length === 1
          ? ports[0]?.port
          : undefined
        : ports.find(({ name }) => name === destination.port)?.port;
  return port === undefined
    ? { reason: `service ${destination.name} has no port ${destination.port ?? '(it has several)'}` }
    : { host, port };
}

/** In its namespace if it names one, else in the client's, then in `default`. */
function find<T extends Pod | Service>(
  objects: readonly T[],
  wanted: { readonly namespace?: string; readonly name: string },
  namespace: string | undefined,
  names: Names,
): T | undefined {
  const candidates =
    wanted.namespace === undefined
      ? [...(namespace === undefined ? [] : [namespace]), 'default']
      : [wanted.namespace];
  for (const candidate of candidates) {
    const own = names.realNamespace(candidate);
    const found = objects.find(
      ({ metadata }) =>
        metadata.name === wanted.name &&
        (metadata.namespace === own || (candidate === 'default' && isApi(metadata))),
    );
    if (found) return found;
  }
  return undefined;
}

/** The API server's own Service lives in the real `default`. */
function isApi({ namespace, name }: { readonly namespace?: string; readonly name: string }): boolean {
  return namespace === 'default' && name === 'kubernetes';
}

function httpFields(flow: Flow, path: string, place: Place): Partial<Question> {
  const typed = place.typed === undefined ? {} : { host: withPort(place.typed, place.port) };
  const given = Object.entries(flow.http?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method: flow.http?.method ?? 'GET',
    path,
    headers: { ...typed, ...(Object.fromEntries(given) as Record<string, string>) },
  };
}

function withPort(host: string, port: number): string {
  return port === 80 || port === 443 ? host : `${host}:${port}`;
}

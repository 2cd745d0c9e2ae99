import type { Protocol, Service, ServicePort } from '../../kube/index.ts';
import type { State } from '../../model/index.ts';

/** A way to a Service: its name, a node port, an external address. */
export interface Destination {
  readonly label: string;
  readonly to: string;
  readonly protocol: Protocol;
  /** Where columns of several nodes say the same they are one: the node, and what they share. */
  readonly node?: string;
  readonly port?: string;
}

/** The ways to every Service that somebody declared, Services sorted by namespace and name. */
export function destinationsOf(state: State, namespace?: string): readonly Destination[] {
  const all = state.objects
    .list<Service>('Service', namespace)
    .filter((manifest) => manifest.placeOf() !== undefined);
  const namespaces = new Set(all.map(({ object }) => object.metadata.namespace));
  const nodes = state.cluster.nodes.map(({ object }) => object.metadata.name);
  const names = all.flatMap(({ object }) => byName(object, namespaces.size > 1));
  return [...names, ...all.flatMap(({ object }) => [...byNodePort(object, nodes), ...byAddress(object)])];
}

function byName({ metadata, spec }: Service, qualified: boolean): Destination[] {
  const host = `${metadata.name}.${metadata.namespace ?? 'default'}`;
  const ports = spec.ports ?? [];
  return ports.map((port) => destination(qualified ? host : metadata.name, host, port.port, port));
}

function byNodePort({ spec }: Service, nodes: readonly string[]): Destination[] {
  return (spec.ports ?? []).flatMap((port) => {
    const { nodePort } = port;
    if (!nodePort) return [];
    return nodes.map((node) => ({
      ...destination(node, `node/${node}`, nodePort, port),
      node,
      port: `${nodePort}${suffix(port)}`,
    }));
  });
}

function byAddress({ spec, status }: Service): Destination[] {
  const balanced = (status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []);
  const addresses = [...balanced, ...(spec.externalIPs ?? [])].map((ip) =>
    ip.includes(':') ? `[${ip}]` : ip,
  );
  return addresses.flatMap((ip) => (spec.ports ?? []).map((port) => destination(ip, ip, port.port, port)));
}

function destination(label: string, host: string, number: number, port: ServicePort): Destination {
  return {
    label: `${label}:${number}${suffix(port)}`,
    to: `${host}:${number}`,
    protocol: port.protocol ?? 'TCP',
  };
}

function suffix({ protocol = 'TCP' }: ServicePort): string {
  return protocol === 'TCP' ? '' : `/${protocol}`;
}

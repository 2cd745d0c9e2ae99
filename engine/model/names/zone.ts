import type { Place } from '../../errors/index.ts';
import {
  canonicalAddress,
  familyOf,
  type EndpointPort,
  type IPFamily,
  type KubeObject,
  type Manifest,
  type Service,
} from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { slicesOf } from '../proxy/endpoint.ts';

/** What the cluster's DNS server says to a question for addresses (kubernetes/dns specification 1.1.0, CoreDNS). */
export type Record =
  | {
      readonly kind: 'addresses';
      readonly addresses: readonly string[];
      readonly of: string;
      readonly place: () => Place | undefined;
    }
  | { readonly kind: 'alias'; readonly target: string; readonly service: Manifest<Service> }
  /** The name exists but has no address. */
  | { readonly kind: 'no-data' }
  | { readonly kind: 'no-name' };

/** `_http` and `_tcp` of `_http._tcp.web.shop.svc`. */
type AskedPort = readonly [port: string, protocol: string];

const noData: Record = { kind: 'no-data' };
const noName: Record = { kind: 'no-name' };

/** The records of the cluster's zone, read from Services and slices. */
export class Zone {
  readonly domain: string;
  readonly #objects: ObjectStore;

  constructor(objects: ObjectStore, domain: string) {
    this.#objects = objects;
    this.domain = domain.toLowerCase();
  }

  /** Asks for a full name, without its last dot; nothing for a name outside the zone. */
  ask(fullName: string): Record | undefined {
    const name = fullName.toLowerCase();
    if (name === this.domain) return noData;
    if (!name.endsWith(`.${this.domain}`)) return undefined;
    const labels = name.slice(0, -this.domain.length - 1).split('.');
    const kind = labels.pop();
    if (kind !== 'svc' && kind !== 'pod') return noName;
    const namespace = labels.pop();
    if (namespace === undefined) return noData;
    if (labels.length === 0) return this.hasNamespace(namespace) ? noData : noName;
    return kind === 'pod' ? this.#podRecord(namespace, labels) : this.#serviceRecord(namespace, labels);
  }

  #serviceRecord(namespace: string, labels: readonly string[]): Record {
    const service = this.#objects.get<Service>('Service', namespace, labels.at(-1) ?? '');
    if (!service || labels.length > 3) return noName;
    if (service.object.spec.type === 'ExternalName') {
      return labels.length === 1 ? aliasOf(service) : noName;
    }
    if (labels.length === 2) return this.#endpointRecord(service, namespace, labels[0] ?? '');
    const asked = labels.length === 3 ? ([labels[0] ?? '', labels[1] ?? ''] as const) : undefined;
    if (isHeadless(service.object)) return this.#headlessRecord(service, namespace, asked);
    if (asked && !hasPort(service.object.spec.ports ?? [], asked)) return noName;
    return clusterRecord(service, namespace);
  }

  /** Ready endpoints only; publishNotReadyAddresses makes all of them ready. Nobody ready: no such name. */
  #headlessRecord(service: Manifest<Service>, namespace: string, port?: AskedPort): Record {
    const addresses = [...this.#endpoints(service, namespace, port).keys()].sort();
    return addresses.length === 0 ? noName : named(service, namespace, addresses);
  }

  #endpointRecord(service: Manifest<Service>, namespace: string, label: string): Record {
    const addresses = [...this.#endpoints(service, namespace)]
      .filter(
        ([address, hostnames]) => hostnames.has(label) || (hostnames.has('') && dashed(address) === label),
      )
      .map(([address]) => address);
    return addresses.length === 0 ? noName : named(service, namespace, addresses.sort());
  }

  /** Ready addresses, of one port if it is asked for, and the hostnames that slices give them, '' for none. */
  #endpoints(service: Manifest<Service>, namespace: string, port?: AskedPort): Map<string, Set<string>> {
    const found = new Map<string, Set<string>>();
    const key = `${namespace}/${service.object.metadata.name}`;
    for (const family of families) {
      for (const { object } of slicesOf(this.#objects, key, family)) {
        if (port && !hasPort(object.ports ?? [], port)) continue;
        for (const { addresses, conditions, hostname } of object.endpoints ?? []) {
          if (conditions?.ready === false) continue;
          for (const text of addresses) {
            const address = canonicalAddress(text);
            if (address === undefined || familyOf(address) !== family) continue;
            found.set(address, (found.get(address) ?? new Set()).add(hostname ?? ''));
          }
        }
      }
    }
    return found;
  }

  /** `10-244-1-7.shop.pod`: any address, whether a pod has it or not (kubeadm's `pods insecure`). */
  #podRecord(namespace: string, labels: readonly string[]): Record {
    const [label = ''] = labels;
    if (labels.length > 1 || !this.hasNamespace(namespace)) return noName;
    const dots = canonicalAddress(label.replaceAll('-', '.'));
    const address = dots ?? canonicalAddress(label.replaceAll('-', ':'));
    if (address === undefined) return noName;
    return { kind: 'addresses', addresses: [address], of: `address ${address}`, place: () => undefined };
  }

  /** Declared, or made by kubeadm, or inhabited. */
  hasNamespace(name: string): boolean {
    const objects = this.#objects;
    return (
      ['default', 'kube-system', 'kube-public', 'kube-node-lease'].includes(name) ||
      objects.get<KubeObject>('Namespace', '', name) !== undefined ||
      objects.inhabits('Service', name) ||
      objects.inhabits('Pod', name)
    );
  }
}

const families: readonly IPFamily[] = ['IPv4', 'IPv6'];

export function isHeadless({ spec }: Service): boolean {
  return spec.clusterIP === 'None' || spec.clusterIPs?.[0] === 'None';
}

function clusterRecord(service: Manifest<Service>, namespace: string): Record {
  const { clusterIP = '', clusterIPs = [] } = service.object.spec;
  const texts = clusterIPs.length > 0 ? clusterIPs : [clusterIP];
  const addresses = texts.flatMap((text) => canonicalAddress(text) ?? []);
  return addresses.length === 0 ? noName : named(service, namespace, addresses);
}

function named(service: Manifest<Service>, namespace: string, addresses: readonly string[]): Record {
  return {
    kind: 'addresses',
    addresses,
    of: `service ${namespace}/${service.object.metadata.name}`,
    place: () => service.placeOf(['metadata', 'name']),
  };
}

/** An externalName that is an address is text, not an address: CoreDNS knows no such name. */
function aliasOf(service: Manifest<Service>): Record {
  const target = service.object.spec.externalName ?? '';
  if (target === '' || canonicalAddress(target) !== undefined) return noName;
  return { kind: 'alias', target: target.replace(/\.$/, ''), service };
}

/** `_http._tcp` asks for the SRV record of a named port; its address is the Service's. Underscores are optional. */
function hasPort(ports: readonly EndpointPort[], [port, protocol]: AskedPort): boolean {
  const bare = (label: string): string => label.replace(/^_/, '');
  return ports.some(
    (known) =>
      known.name?.toLowerCase() === bare(port) && (known.protocol ?? 'TCP').toLowerCase() === bare(protocol),
  );
}

function dashed(address: string): string {
  const label = address.replaceAll(/[.:]/g, '-');
  return label.endsWith('-') ? `${label}0` : label;
}

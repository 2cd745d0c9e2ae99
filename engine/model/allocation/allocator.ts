import {
  dropDisabled,
  familyOf,
  initFamilies,
  isHeadless,
  isOn,
  needsClusterIP,
  needsHealthPort,
  normalizeClusterIPs,
  readFamilies,
  type Cluster,
  type Fault,
  type FieldPath,
  type GateName,
  type IPFamily,
  type Service,
  type ServiceSpec,
} from '../../kube/index.ts';
import { fullName } from '../controllers/owner.ts';
import { claimMore } from './claim.ts';
import { allocateClusterIP } from './cluster-ips.ts';
import { allocateNodePort } from './node-ports.ts';
import { PortAllocator } from './port-allocator.ts';
import type { Taken } from './taken.ts';

/** A Service as the API server would store it; with faults it would not. */
export interface Stored {
  readonly service: Service;
  readonly faults: readonly Fault[];
}

/** What the API server gives a Service: families, cluster IPs, node ports, a port for health. */
export class Allocator {
  readonly #cluster: Cluster;
  readonly #taken: Taken;
  readonly #service: Service;
  readonly #name: string;
  readonly #faults: Fault[] = [];

  constructor(cluster: Cluster, taken: Taken, service: Service) {
    this.#cluster = cluster;
    this.#taken = taken;
    this.#service = service;
    this.#name = fullName(service);
  }

  /** A new Service (`allocateCreate`). Its own requests must have been claimed. */
  create(): Stored {
    const isRecorded = this.#service.metadata.uid !== undefined;
    const given = this.#service.spec;
    const written = normalizeClusterIPs(isRecorded ? given : dropDisabled(given, this.#cluster));
    const { spec, faults } = isRecorded
      ? { spec: readFamilies(written, this.#cluster.ipFamilies), faults: [] }
      : initFamilies(written, this.#cluster.ipFamilies);
    if (faults.length > 0) return { service: this.#service, faults };
    const ports = new PortAllocator(this.#nodePort.bind(this)).onCreate(spec);
    return this.#stored({
      ...spec,
      ...this.#clusterIPs(spec),
      ...(ports && { ports }),
      ...this.#healthPort(spec),
    });
  }

  /** A Service that replaces a stored one (`allocateUpdate`), before what it can't hold any more is dropped. */
  update(old: ServiceSpec): Stored {
    const { spec, faults } = initFamilies(this.#service.spec, this.#cluster.ipFamilies, old);
    if (faults.length > 0) return { service: this.#service, faults };
    this.#faults.push(...claimMore(this.#taken, this.#cluster, { ...this.#service, spec }, old));
    const ports = new PortAllocator(this.#nodePort.bind(this)).onUpdate(spec);
    return this.#stored({
      ...spec,
      ...this.#updateClusterIPs(spec, old),
      ...(ports && { ports }),
      ...(!needsHealthPort(old) && this.#healthPort(spec)),
    });
  }

  #stored(spec: ServiceSpec): Stored {
    return { service: { ...this.#service, spec }, faults: this.#faults };
  }

  /** New addresses come with the first type that has any, and with the second family (`updateClusterIPs`). */
  #updateClusterIPs(spec: ServiceSpec, old: ServiceSpec): Partial<ServiceSpec> {
    if (!needsClusterIP(old)) return this.#clusterIPs(spec);
    const isUpgrade = old.ipFamilies?.length === 1 && spec.ipFamilies?.length === 2;
    if (isHeadless(old) || !isUpgrade || !needsClusterIP(spec)) return {};
    const [first = '', second = this.#clusterIP(spec.ipFamilies[1]!)] = spec.clusterIPs ?? [];
    return second === undefined ? {} : { clusterIPs: [first, second] };
  }

  /** The addresses that are asked for, and others for the families that have none. */
  #clusterIPs(spec: ServiceSpec): Partial<ServiceSpec> {
    if (!needsClusterIP(spec) || isHeadless(spec)) return {};
    const { ipFamilies = [], clusterIPs: written = [] } = spec;
    const clusterIPs = ipFamilies.flatMap((family, i) => written[i] || (this.#clusterIP(family) ?? []));
    return clusterIPs[0] === undefined ? {} : { clusterIP: clusterIPs[0], clusterIPs };
  }

  #clusterIP(family: IPFamily): string | undefined {
    const subnets = this.#cluster.serviceSubnets.filter((cidr) => familyOf(cidr.split('/')[0]!) === family);
    for (const subnet of subnets) {
      const isFree = (ip: string): boolean => this.#taken.holderOfIP(ip) === undefined;
      const ip = allocateClusterIP(this.#name, subnet, isFree, this.#isOn('ServiceIPStaticSubrange'));
      if (ip === undefined) continue;
      this.#taken.takeIP(ip, this.#name);
      return ip;
    }
    if (subnets.length > 0)
      this.#fail(['spec', 'clusterIPs'], 'failed to allocate a serviceIP: range is full');
    return undefined;
  }

  #healthPort(spec: ServiceSpec): Partial<ServiceSpec> {
    if (!needsHealthPort(spec) || spec.healthCheckNodePort) return {};
    const path = ['spec', 'healthCheckNodePort'];
    const port = this.#nodePort('health', path, 'failed to allocate a HealthCheck NodePort 0');
    return port === undefined ? {} : { healthCheckNodePort: port };
  }

  #nodePort(key: string, path: FieldPath, failure = 'failed to allocate a nodePort'): number | undefined {
    const isFree = (port: number): boolean => this.#taken.holderOfPort(port) === undefined;
    const banded = this.#isOn('ServiceNodePortStaticSubrange');
    const port = allocateNodePort(`${this.#name}:${key}`, this.#cluster.nodePortRange, isFree, banded);
    if (port === undefined) this.#fail(path, `${failure}: range is full`);
    else this.#taken.takePort(port, this.#name);
    return port;
  }

  #isOn(gate: GateName): boolean {
    return isOn(gate, this.#cluster.version, this.#cluster.featureGates?.apiServer);
  }

  /** The API server takes an exhausted range for a failure of its own, and names no field. */
  #fail(at: FieldPath, text: string): void {
    this.#faults.push({ path: [], at, reason: 'InternalError', what: `Internal error occurred: ${text}` });
  }
}

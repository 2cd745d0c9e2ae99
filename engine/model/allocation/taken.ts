import { canonicalAddress, type Service, type ServiceSpec } from '../../kube/index.ts';
import { fullName } from '../controllers/owner.ts';
import type { ObjectStore } from '../object-store.ts';
import { ObjectIndex } from '../tables/object-index.ts';

/** Services by the addresses and numbers that they hold. */
const byHolding = new ObjectIndex<Service>('Service', ({ object }) => [
  ...writtenIPs(object.spec).map(ipKey),
  ...nodePortsOf(object).map(portKey),
]);

/** What Services hold: cluster IPs and node ports, each with the name of its holder. */
export class Taken {
  readonly #stored: ObjectStore;
  /** Services of the store that hold no longer what they held there. */
  readonly #released = new Set<string>();
  readonly #holders = new Map<string, string>();

  private constructor(stored: ObjectStore) {
    this.#stored = stored;
  }

  /** What the Services of a store hold; they are not gone through for it. */
  static of(stored: ObjectStore): Taken {
    return new Taken(stored);
  }

  /** The Service that holds an address, if any. */
  holderOfIP(ip: string): string | undefined {
    return this.#holderOf(ipKey(ip));
  }

  /** A number belongs to one Service, whatever its protocol (KEP-3668, `PortAllocator`). */
  holderOfPort(port: number): string | undefined {
    return this.#holderOf(portKey(port));
  }

  takeIP(ip: string, holder: string): void {
    this.#holders.set(ipKey(ip), holder);
  }

  takePort(port: number, holder: string): void {
    this.#holders.set(portKey(port), holder);
  }

  /** A Service holds what its new version has, and gives back the rest. */
  hold(service: Service): void {
    const name = fullName(service);
    this.release(name);
    for (const ip of writtenIPs(service.spec)) this.takeIP(ip, name);
    for (const port of nodePortsOf(service)) this.takePort(port, name);
  }

  release(name: string): void {
    this.#released.add(name);
    for (const [key, holder] of this.#holders) if (holder === name) this.#holders.delete(key);
  }

  #holderOf(key: string): string | undefined {
    const holder = this.#holders.get(key);
    if (holder !== undefined) return holder;
    const stored = byHolding.find(this.#stored, key).map(({ object }) => fullName(object));
    return stored.findLast((name) => !this.#released.has(name));
  }
}

function ipKey(ip: string): string {
  return canonicalAddress(ip) ?? ip;
}

function portKey(port: number): string {
  return `port ${port}`;
}

/** The cluster IPs that a Service has or asks for, `None` left out. */
function writtenIPs({ clusterIPs, clusterIP }: ServiceSpec): readonly string[] {
  const ips = clusterIPs?.length ? clusterIPs : clusterIP ? [clusterIP] : [];
  return ips.filter((ip) => ip !== '' && ip !== 'None');
}

/** Every number that a Service holds in the node port range. */
export function nodePortsOf(service: Service): readonly number[] {
  const { ports = [], healthCheckNodePort } = service.spec;
  const numbers = ports.flatMap(({ nodePort }) => nodePort || []);
  return healthCheckNodePort ? [...numbers, healthCheckNodePort] : numbers;
}

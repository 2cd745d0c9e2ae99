import { canonicalAddress, type Manifest, type Service, type ServiceSpec } from '../../kube/index.ts';
import { fullName } from '../controllers/owner.ts';

/** What Services hold: cluster IPs and node ports, each with the name of its holder. */
export class Taken {
  readonly #ips = new Map<string, string>();
  readonly #ports = new Map<number, string>();

  constructor(services: Iterable<Manifest<Service>>) {
    for (const { object } of services) {
      const holder = fullName(object);
      for (const ip of writtenIPs(object.spec)) this.takeIP(ip, holder);
      for (const port of nodePortsOf(object)) this.takePort(port, holder);
    }
  }

  /** The Service that holds an address, if any. */
  holderOfIP(ip: string): string | undefined {
    return this.#ips.get(canonicalAddress(ip) ?? ip);
  }

  /** A number belongs to one Service, whatever its protocol (KEP-3668, `PortAllocator`). */
  holderOfPort(port: number): string | undefined {
    return this.#ports.get(port);
  }

  takeIP(ip: string, holder: string): void {
    this.#ips.set(canonicalAddress(ip) ?? ip, holder);
  }

  takePort(port: number, holder: string): void {
    this.#ports.set(port, holder);
  }

  /** A Service holds what its new version has, and gives back the rest. */
  hold(service: Service): void {
    const name = fullName(service);
    this.release(name);
    for (const ip of writtenIPs(service.spec)) this.takeIP(ip, name);
    for (const port of nodePortsOf(service)) this.takePort(port, name);
  }

  release(name: string): void {
    for (const [ip, holder] of this.#ips) if (holder === name) this.#ips.delete(ip);
    for (const [port, holder] of this.#ports) if (holder === name) this.#ports.delete(port);
  }
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

import { UserError, type Problem } from '../../errors/index.ts';
import {
  familyOf,
  formatPath,
  formatRef,
  manifestOf,
  refOf,
  type Cluster,
  type FieldPath,
  type Manifest,
  type Service,
  type ServicePort,
  type ServiceSpec,
} from '../../kube/index.ts';
import { fullName } from '../controllers/owner.ts';
import { allocateClusterIP } from './cluster-ips.ts';
import { familiesOf, isHeadless, writtenIPs } from './families.ts';
import { allocateNodePort } from './node-ports.ts';
import { nodePortsOf, Taken } from './taken.ts';

/**
 * Services with families, cluster IPs, node ports and health check port filled in. Explicit values
 * come first and are never given to another; the rest is worked out in the order of names.
 *
 * @param others Services that hold theirs already
 * @throws UserError for values that another Service holds and for exhausted ranges, in the API's words
 */
export function allocateServices(
  cluster: Cluster,
  others: readonly Manifest<Service>[],
  incoming: readonly Manifest<Service>[],
): readonly Manifest<Service>[] {
  const problems: Problem[] = [];
  const sorted = [...incoming].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const taken = new Taken(others);
  for (const service of sorted) problems.push(...claim(taken, service));
  const allocated = sorted.map((service) => {
    const allocator = new Allocator(cluster, taken, service);
    const spec = allocator.fill();
    problems.push(...allocator.problems);
    return spec === service.object.spec ? service : manifestOf({ ...service.object, spec }, service);
  });
  if (problems.length > 0) throw new UserError(problems);
  return allocated;
}

/** Takes what a Service asks for explicitly; what another one holds is a problem. */
function claim(taken: Taken, service: Manifest<Service>): Problem[] {
  const { object } = service;
  const name = fullName(object);
  const problems: Problem[] = [];
  for (const ip of writtenIPs(object.spec)) {
    const holder = taken.holderOfIP(ip);
    if (holder && holder !== name) {
      const text = `Invalid value: ["${ip}"]: failed to allocate IP ${ip}: provided IP is already allocated`;
      problems.push(problem(service, ['spec', 'clusterIPs'], ['spec', 'clusterIP'], text, holder));
    }
    taken.takeIP(ip, name);
  }
  for (const port of nodePortsOf(object)) {
    const holder = taken.holderOfPort(port);
    if (holder && holder !== name) {
      const index = object.spec.ports?.findIndex(({ nodePort }) => nodePort === port) ?? -1;
      const path = index < 0 ? ['spec', 'healthCheckNodePort'] : ['spec', 'ports', index, 'nodePort'];
      const text = `Invalid value: ${port}: provided port is already allocated`;
      problems.push(problem(service, path, path, text, holder));
    }
    taken.takePort(port, name);
  }
  return problems;
}

/** Fills in one Service. */
class Allocator {
  readonly problems: Problem[] = [];
  readonly #cluster: Cluster;
  readonly #taken: Taken;
  readonly #service: Manifest<Service>;
  readonly #name: string;

  constructor(cluster: Cluster, taken: Taken, service: Manifest<Service>) {
    this.#cluster = cluster;
    this.#taken = taken;
    this.#service = service;
    this.#name = fullName(service.object);
  }

  fill(): ServiceSpec {
    const { spec } = this.#service.object;
    if (spec.type === 'ExternalName') return spec;
    const families = familiesOf(this.#cluster, spec);
    if (families.ipFamilyPolicy === 'RequireDualStack' && families.ipFamilies.length < 2) {
      const text =
        'Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services';
      this.#report(['spec', 'ipFamilyPolicy'], text);
    }
    const clusterIPs = isHeadless(spec) ? ['None'] : this.#clusterIPs(spec, families.ipFamilies);
    const filled: ServiceSpec = {
      ...spec,
      ...families,
      ...(clusterIPs[0] !== undefined && { clusterIP: clusterIPs[0], clusterIPs }),
      ...(spec.ports && { ports: this.#nodePorts(spec) }),
      ...this.#healthPort(spec),
    };
    return JSON.stringify(filled) === JSON.stringify(spec) ? spec : filled;
  }

  #clusterIPs(spec: ServiceSpec, families: readonly string[]): string[] {
    const written = writtenIPs(spec);
    return families.flatMap((family) => {
      const explicit = written.find((ip) => familyOf(ip) === family);
      if (explicit !== undefined) return explicit;
      const subnet = this.#cluster.serviceSubnets.find((cidr) => familyOf(cidr.split('/')[0]!) === family);
      if (subnet === undefined) {
        this.#report(['spec', 'ipFamilies'], `Invalid value: "${family}": not configured on this cluster`);
        return [];
      }
      const ip = allocateClusterIP(this.#name, subnet, (ip) => this.#taken.holderOfIP(ip) === undefined);
      if (ip === undefined) {
        this.#report(['spec', 'clusterIPs'], `failed to allocate a serviceIP: range ${subnet} is full`);
        return [];
      }
      this.#taken.takeIP(ip, this.#name);
      return ip;
    });
  }

  /** Ports of one number share one automatic node port, whatever their protocols. */
  #nodePorts(spec: ServiceSpec): readonly ServicePort[] {
    const { ports = [] } = spec;
    const wants =
      spec.type === 'NodePort' ||
      (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
    if (!wants) return ports;
    const byPort = new Map<number, Map<string, number>>();
    for (const { port, protocol = 'TCP', nodePort } of ports) {
      if (nodePort) byPort.set(port, new Map(byPort.get(port)).set(protocol, nodePort));
    }
    return ports.map((port, index) => {
      if (port.nodePort) return port;
      const { protocol = 'TCP' } = port;
      const same = byPort.get(port.port) ?? new Map<string, number>();
      const shared = same.has(protocol) ? undefined : [...same.values()][0];
      const nodePort = shared ?? this.#nodePort(`${this.#name}:${port.port}`, ['spec', 'ports', index]);
      if (nodePort === undefined) return port;
      byPort.set(port.port, new Map(same).set(protocol, nodePort));
      return { ...port, nodePort };
    });
  }

  #healthPort(spec: ServiceSpec): { healthCheckNodePort?: number } {
    const needed = spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
    if (!needed || spec.healthCheckNodePort) return {};
    const port = this.#nodePort(`${this.#name}:health`, ['spec', 'healthCheckNodePort']);
    return port === undefined ? {} : { healthCheckNodePort: port };
  }

  #nodePort(key: string, path: FieldPath): number | undefined {
    const range = this.#cluster.nodePortRange;
    const port = allocateNodePort(key, range, (n) => this.#taken.holderOfPort(n) === undefined);
    if (port === undefined) {
      this.#report(path, `failed to allocate a nodePort: range ${range.from}-${range.to} is full`);
    } else {
      this.#taken.takePort(port, this.#name);
    }
    return port;
  }

  #report(path: FieldPath, text: string): void {
    this.problems.push(problem(this.#service, path, path, text));
  }
}

function problem(
  service: Manifest,
  path: FieldPath,
  written: FieldPath,
  text: string,
  holder?: string,
): Problem {
  return {
    what: `${formatRef(refOf(service.object))}, ${formatPath(path)}: ${text}`,
    where: service.placeOf(written),
    ...(holder !== undefined && { found: `held by Service ${holder}` }),
    ...(holder !== undefined && { hint: 'leave the field out to get a free one' }),
  };
}

function sortKey({ object }: Manifest): string {
  return fullName(object).replace('/', '\0');
}

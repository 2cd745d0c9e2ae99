import { refOf, type Cluster, type FieldPath, type Protocol, type Service } from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { slicesFor } from './endpoints-objects.ts';
import { gatesOf, type Gates } from './gates.ts';
import { traitsOf, type ModeTraits } from './modes/index.ts';
import { reachOf } from './reach.ts';
import { compileService, type ServicePortRules } from './service-port.ts';

export type Entry = 'cluster IP' | 'external IP' | 'load balancer address' | 'node port';

/** What a destination means to a proxy. */
export interface Match {
  readonly entry: Entry;
  readonly rules: ServicePortRules;
  /** The field that made it. */
  readonly path: FieldPath;
  /** Other Services that claim the same destination; which one wins is not defined anywhere. */
  readonly rivals: readonly ServicePortRules[];
}

/** Local ready endpoints decide what answers on a health check port. */
export interface HealthCheck {
  readonly key: string;
  readonly ports: readonly ServicePortRules[];
}

/** `10.96.0.20 80/TCP` */
export function virtualKey(address: string, port: number, protocol: Protocol): string {
  return `${address} ${port}/${protocol}`;
}

/** What every proxy makes of a set of objects; nodes differ only in what is local to them. */
export class RuleSet {
  readonly gates: Gates;
  readonly traits: ModeTraits;
  readonly ports: readonly ServicePortRules[];
  /** Cluster IPs, external IPs and load balancer addresses by exact address, port and protocol. */
  readonly virtual: ReadonlyMap<string, Match>;
  /** By `IPv4 30080/TCP`. */
  readonly nodePorts: ReadonlyMap<string, Match>;
  readonly clusterIPs: ReadonlyMap<string, ServicePortRules>;
  /** Addresses of all kinds, whatever the port, and the first service port that has each. */
  readonly addresses: ReadonlyMap<string, ServicePortRules>;
  readonly healthChecks: ReadonlyMap<number, HealthCheck>;

  constructor(objects: ObjectStore, cluster: Cluster) {
    this.gates = gatesOf(cluster);
    this.traits = traitsOf(cluster.proxy.mode, cluster.version);
    const slices = slicesFor(objects, this.traits);
    const reach = reachOf(this.traits, cluster);
    let count = 0;
    this.ports = objects
      .list<Service>('Service')
      .flatMap((service) => compileService(service, slices, this.gates, reach, () => count++));
    const virtual = new Map<string, Match>();
    const nodePorts = new Map<string, Match>();
    // Cluster IPs first: where addresses clash, the order of the entries decides, then names.
    for (const rules of this.ports) {
      claim(virtual, virtualKey(rules.clusterIP, rules.port.port, rules.protocol), {
        entry: 'cluster IP',
        rules,
        path: ['spec', 'ports', rules.portIndex, 'port'],
      });
    }
    for (const rules of this.ports) {
      for (const { address, index } of rules.externalIPs) {
        claim(virtual, virtualKey(address, rules.port.port, rules.protocol), {
          entry: 'external IP',
          rules,
          path: ['spec', 'externalIPs', index],
        });
      }
    }
    for (const rules of this.ports) {
      for (const { address, index } of rules.loadBalancerIPs) {
        claim(virtual, virtualKey(address, rules.port.port, rules.protocol), {
          entry: 'load balancer address',
          rules,
          path: ['status', 'loadBalancer', 'ingress', index, 'ip'],
        });
      }
      if (rules.port.nodePort) {
        claim(nodePorts, `${rules.family} ${rules.port.nodePort}/${rules.protocol}`, {
          entry: 'node port',
          rules,
          path: ['spec', 'ports', rules.portIndex, 'nodePort'],
        });
      }
    }
    this.virtual = virtual;
    this.nodePorts = nodePorts;
    this.clusterIPs = new Map(this.ports.map((rules) => [rules.clusterIP, rules]));
    this.addresses = addressesOf(this.ports);
    this.healthChecks = this.traits.healthCheckNodePort === 'served' ? healthChecks(this.ports) : new Map();
  }
}

function claim(table: Map<string, Match>, key: string, match: Omit<Match, 'rivals'>): void {
  const holder = table.get(key);
  if (!holder) table.set(key, { ...match, rivals: [] });
  // A Service may list one address twice, or get as load balancer address one of its external IPs.
  else if (holder.rules.key !== match.rules.key) {
    table.set(key, { ...holder, rivals: [...holder.rivals, match.rules] });
  }
}

function addressesOf(ports: readonly ServicePortRules[]): Map<string, ServicePortRules> {
  const addresses = new Map<string, ServicePortRules>();
  for (const rules of ports) {
    const external = [...rules.externalIPs, ...rules.loadBalancerIPs].map(({ address }) => address);
    for (const address of [rules.clusterIP, ...external]) {
      if (!addresses.has(address)) addresses.set(address, rules);
    }
  }
  return addresses;
}

function healthChecks(ports: readonly ServicePortRules[]): Map<number, HealthCheck> {
  const checks = new Map<number, HealthCheck>();
  for (const rules of ports) {
    const { spec } = rules.service.object;
    const number = spec.healthCheckNodePort;
    if (!number || spec.type !== 'LoadBalancer' || !rules.externalLocal) continue;
    const { namespace, name } = refOf(rules.service.object);
    const before = checks.get(number);
    checks.set(number, { key: `${namespace}/${name}`, ports: [...(before?.ports ?? []), rules] });
  }
  return checks;
}

const compiled = new WeakMap<ObjectStore, WeakMap<Cluster, RuleSet>>();

/** Compiled once for each set of objects and cluster. */
export function ruleSetOf(objects: ObjectStore, cluster: Cluster): RuleSet {
  let byCluster = compiled.get(objects);
  if (!byCluster) compiled.set(objects, (byCluster = new WeakMap()));
  let rules = byCluster.get(cluster);
  if (!rules) byCluster.set(cluster, (rules = new RuleSet(objects, cluster)));
  return rules;
}

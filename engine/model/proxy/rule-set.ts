import type { Cluster, Service } from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { LazyTable } from '../tables/lazy-table.ts';
import { behaviourOf, type Behaviour } from './behaviour.ts';
import { addressClaims, contest, nodePortClaim, type Match } from './claims.ts';
import { compiledService } from './compiled-service.ts';
import type { Gates } from './gates.ts';
import type { ModeTraits } from './modes/index.ts';
import { healthCheckKey, nodePortKey, servicesByDestination, virtualKey } from './services-by-destination.ts';
import type { ServicePortRules } from './service-port.ts';

/** Local ready endpoints decide what answers on a health check port. */
export interface HealthCheck {
  readonly key: string;
  readonly ports: readonly ServicePortRules[];
}

/**
 * What every proxy makes of a set of objects; nodes differ only in what is local to them. Rules are written when
 * somebody asks for a destination, and only those of Services that may have it.
 */
export class RuleSet {
  readonly gates: Gates;
  readonly traits: ModeTraits;
  /** Cluster IPs, external IPs and load balancer addresses by exact address, port and protocol. */
  readonly virtual: LazyTable<string, Match>;
  /** By `IPv4 30080/TCP`. */
  readonly nodePorts: LazyTable<string, Match>;
  readonly clusterIPs: LazyTable<string, ServicePortRules>;
  /** Addresses of all kinds, whatever the port, and the first service port that has each. */
  readonly addresses: LazyTable<string, ServicePortRules>;
  readonly healthChecks: LazyTable<number, HealthCheck>;
  readonly #objects: ObjectStore;
  readonly #behaviour: Behaviour;

  constructor(objects: ObjectStore, behaviour: Behaviour) {
    this.#objects = objects;
    this.#behaviour = behaviour;
    this.gates = behaviour.gates;
    this.traits = behaviour.traits;
    this.virtual = new LazyTable((key) => this.#virtual(key));
    this.nodePorts = new LazyTable((key) => this.#nodePort(key));
    this.clusterIPs = new LazyTable((address) =>
      this.#portsOf(address).findLast(({ clusterIP }) => clusterIP === address),
    );
    this.addresses = new LazyTable((address) =>
      this.#portsOf(address).find((rules) => addressClaims([rules], address).length > 0),
    );
    this.healthChecks = new LazyTable((port) => this.#healthCheck(port));
  }

  /** All ports of one Service, `namespace/name`. */
  ofService(key: string): readonly ServicePortRules[] {
    const [namespace = '', name = ''] = key.split('/');
    const service = this.#objects.get<Service>('Service', namespace, name);
    return service ? compiledService(this.#objects, service, this.#behaviour) : [];
  }

  #virtual(key: string): Match | undefined {
    const address = key.slice(0, key.indexOf(' '));
    const ports = this.#portsOf(key).filter(
      ({ port, protocol }) => virtualKey(address, port.port, protocol) === key,
    );
    return contest(addressClaims(ports, address));
  }

  #nodePort(key: string): Match | undefined {
    const number = key.slice(key.indexOf(' ') + 1);
    const ports = this.#portsOf(nodePortKey(number)).filter(
      ({ family, port, protocol }) => `${family} ${port.nodePort}/${protocol}` === key,
    );
    return contest(ports.map((rules) => nodePortClaim(rules)));
  }

  #healthCheck(number: number): HealthCheck | undefined {
    if (this.traits.healthCheckNodePort !== 'served') return undefined;
    const ports = this.#portsOf(healthCheckKey(number)).filter(
      ({ service, externalLocal }) => service.object.spec.type === 'LoadBalancer' && externalLocal,
    );
    const last = ports.at(-1);
    return last && { key: last.key, ports };
  }

  /** All ports of the Services that may be meant, in the order of names. */
  #portsOf(key: string): readonly ServicePortRules[] {
    return servicesByDestination
      .find(this.#objects, key)
      .flatMap((service) => compiledService(this.#objects, service, this.#behaviour));
  }
}

const made = new WeakMap<ObjectStore, WeakMap<Behaviour, RuleSet>>();

/** Made once for each set of objects and cluster. */
export function ruleSetOf(objects: ObjectStore, cluster: Cluster): RuleSet {
  const behaviour = behaviourOf(cluster);
  let byBehaviour = made.get(objects);
  if (!byBehaviour) made.set(objects, (byBehaviour = new WeakMap()));
  let rules = byBehaviour.get(behaviour);
  if (!rules) byBehaviour.set(behaviour, (rules = new RuleSet(objects, behaviour)));
  return rules;
}

import type { FieldPath } from '../../kube/index.ts';
import type { Placed, ServicePortRules } from './service-port.ts';

export type Entry = 'cluster IP' | 'external IP' | 'load balancer address' | 'node port';

/** A destination that a Service asks for. */
export interface Claim {
  readonly entry: Entry;
  readonly rules: ServicePortRules;
  /** The field that made it. */
  readonly path: FieldPath;
}

/** What a destination means to a proxy. */
export interface Match extends Claim {
  /** Other Services that claim the same destination; which one wins is not defined anywhere. */
  readonly rivals: readonly Claim[];
}

/** Who claims an address, of service ports in the order of names: cluster IPs first, then external ones. */
export function addressClaims(ports: readonly ServicePortRules[], address: string): readonly Claim[] {
  const clusterIPs = ports
    .filter(({ clusterIP }) => clusterIP === address)
    .map((rules): Claim => ({
      entry: 'cluster IP',
      rules,
      path: ['spec', 'ports', rules.portIndex, 'port'],
    }));
  const external = ports.flatMap((rules) =>
    placesOf(rules.externalIPs, address).map((index): Claim => ({
      entry: 'external IP',
      rules,
      path: ['spec', 'externalIPs', index],
    })),
  );
  const balanced = ports.flatMap((rules) =>
    placesOf(rules.loadBalancerIPs, address).map((index): Claim => ({
      entry: 'load balancer address',
      rules,
      path: ['status', 'loadBalancer', 'ingress', index, 'ip'],
    })),
  );
  return [...clusterIPs, ...external, ...balanced];
}

export function nodePortClaim(rules: ServicePortRules): Claim {
  return { entry: 'node port', rules, path: ['spec', 'ports', rules.portIndex, 'nodePort'] };
}

/** The first claim counts, the others are rivals: all but those of the same Service, which may list an address twice. */
export function contest([first, ...others]: readonly Claim[]): Match | undefined {
  if (!first) return undefined;
  return { ...first, rivals: others.filter(({ rules }) => rules.key !== first.rules.key) };
}

function placesOf(placed: readonly Placed[], address: string): readonly number[] {
  return placed.filter((one) => one.address === address).map(({ index }) => index);
}

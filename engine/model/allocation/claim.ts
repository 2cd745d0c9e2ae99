import {
  claimFault,
  clusterIPPool,
  nodePortPool,
  needsHealthPort,
  type Claim,
  type Cluster,
  type Fault,
  type Pool,
  type Service,
  type ServiceSpec,
} from '../../kube/index.ts';
import { fullName } from '../controllers/owner.ts';
import type { Taken } from './taken.ts';

/**
 * Takes what a new Service asks for explicitly; what another one holds is a fault, and so is what no range has, unless
 * an API server gave it out.
 */
export function claimNew(taken: Taken, cluster: Cluster, service: Service): readonly Fault[] {
  const name = fullName(service);
  const isRecorded = service.metadata.uid !== undefined;
  return pools(taken, cluster).flatMap(({ pool, holderOf, take }) =>
    pool.claims(service).flatMap((claim) => {
      const holder = holderOf(claim.value);
      take(claim.value, name);
      const isOwn = holder === undefined || holder === name;
      return (isRecorded ? undefined : outside(pool, claim)) ?? (isOwn ? [] : held(pool, claim, holder));
    }),
  );
}

/** Takes what an update asks for beyond what the Service has. What it gives back can't be asked for at once. */
export function claimMore(
  taken: Taken,
  cluster: Cluster,
  service: Service,
  old: ServiceSpec,
): readonly Fault[] {
  const name = fullName(service);
  const [ips, ports] = pools(taken, cluster);
  const kept = new Set((old.ports ?? []).map(({ nodePort }) => String(nodePort)));
  const claim = ({ pool, holderOf, take }: Held, one: Claim): readonly Fault[] => {
    const holder = holderOf(one.value);
    take(one.value, name);
    return outside(pool, one) ?? (holder === undefined ? [] : held(pool, one, holder));
  };
  const asked = ports.pool.claims(service, true).filter(({ value, internal }) => {
    if (internal !== undefined) return !needsHealthPort(old);
    if (kept.has(value)) return false;
    // Protocols of one Service may share a number.
    kept.add(value);
    return true;
  });
  return [
    ...ips.pool
      .claims(service)
      .filter((_, i) => asksForIP(service.spec, old, i))
      .flatMap((one) => claim(ips, one)),
    ...asked.flatMap((one) => claim(ports, one)),
  ];
}

/** Addresses are asked for by the first type that has any, and for a second family (`updateClusterIPs`). */
function asksForIP(spec: ServiceSpec, old: ServiceSpec, index: number): boolean {
  if (old.type === 'ExternalName') return true;
  return index === 1 && old.ipFamilies?.length === 1 && spec.ipFamilies?.length === 2;
}

interface Held {
  readonly pool: Pool;
  readonly holderOf: (value: string) => string | undefined;
  readonly take: (value: string, name: string) => void;
}

function pools(taken: Taken, cluster: Cluster): readonly [ips: Held, ports: Held] {
  return [
    {
      pool: clusterIPPool(cluster),
      holderOf: (ip) => taken.holderOfIP(ip),
      take: (ip, name) => taken.takeIP(ip, name),
    },
    {
      pool: nodePortPool(cluster),
      holderOf: (port) => taken.holderOfPort(Number(port)),
      take: (port, name) => taken.takePort(Number(port), name),
    },
  ];
}

function outside(pool: Pool, claim: Claim): readonly Fault[] | undefined {
  if (pool.holds(claim.value)) return undefined;
  return [{ ...claimFault(claim, pool.outside(claim.value)), expected: pool.range }];
}

function held(pool: Pool, claim: Claim, holder: string): readonly Fault[] {
  return [{ ...claimFault(claim, pool.held(claim.value)), found: `held by Service ${holder}` }];
}

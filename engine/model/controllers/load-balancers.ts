import {
  familyOf,
  manifestOf,
  nthAddress,
  sizeOf,
  type IPFamily,
  type LoadBalancerIngress,
  type Manifest,
  type Service,
} from '../../kube/index.ts';
import type { State } from '../state.ts';
import { write } from './edit.ts';

/** A range is gone through no further: nobody has that many load balancers. */
const mostAddresses = 65_536;

/**
 * What a provider does, where the cluster has one: it gives each LoadBalancer an address of each of its families.
 * Those with a `loadBalancerClass` are somebody else's (KEP-1959), and what has an address keeps it.
 */
export function giveAddresses(state: State): State {
  const ranges = state.cluster.loadBalancerRanges ?? [];
  if (ranges.length === 0) return state;
  const services = state.objects.list<Service>('Service');
  const taken = new Set(services.flatMap(({ object }) => addressesOf(object)));
  const put = services.filter(waits).map((manifest): Manifest<Service> => {
    const { object } = manifest;
    const ingress = object.spec.ipFamilies!.flatMap((family): LoadBalancerIngress[] => {
      const ip = firstFree(ranges, family, taken);
      if (ip === undefined) return [];
      taken.add(ip);
      return [{ ip, ipMode: 'VIP' }];
    });
    return manifestOf({ ...object, status: { ...object.status, loadBalancer: { ingress } } }, manifest);
  });
  return write(state, { put });
}

function waits({ object: { spec, status } }: Manifest<Service>): boolean {
  const { type, loadBalancerClass } = spec;
  return type === 'LoadBalancer' && loadBalancerClass === undefined && !status?.loadBalancer?.ingress?.length;
}

function addressesOf({ status }: Service): readonly (string | undefined)[] {
  return (status?.loadBalancer?.ingress ?? []).map(({ ip }) => ip);
}

function firstFree(
  ranges: readonly string[],
  family: IPFamily,
  taken: ReadonlySet<string | undefined>,
): string | undefined {
  for (const range of ranges.filter((one) => familyOf(one.split('/')[0] ?? '') === family)) {
    const last = Math.min(sizeOf(range), mostAddresses) - 1;
    for (let n = 1; n < last; n++) {
      const address = nthAddress(range, n);
      if (address !== undefined && !taken.has(address)) return address;
    }
  }
  return undefined;
}

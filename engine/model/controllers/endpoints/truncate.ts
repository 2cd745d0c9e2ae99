import type { EndpointSubset } from '../../../kube/index.ts';

/** Addresses of one Endpoints object at most (`maxCapacity`). */
const mostAddresses = 1000;

/**
 * Subsets with at most 1000 addresses in all; undefined where they have no more than that. Addresses that are not
 * ready go first, and each subset gives in proportion to what it has (`truncateEndpoints`).
 */
export function truncateSubsets(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] | undefined {
  const ready = count(subsets, 'addresses');
  const notReady = count(subsets, 'notReadyAddresses');
  if (ready + notReady <= mostAddresses) return undefined;
  const kept = Math.min(ready, mostAddresses);
  return cut(cut(subsets, 'addresses', ready, kept), 'notReadyAddresses', notReady, mostAddresses - kept);
}

type List = 'addresses' | 'notReadyAddresses';

function count(subsets: readonly EndpointSubset[], list: List): number {
  return subsets.reduce((sum, subset) => sum + (subset[list]?.length ?? 0), 0);
}

function cut(
  subsets: readonly EndpointSubset[],
  list: List,
  present: number,
  wanted: number,
): readonly EndpointSubset[] {
  let left = wanted;
  return subsets.map((subset) => {
    const { [list]: own = [], ...others } = subset;
    // Rounded up, so that the last subset may get less than its part.
    const kept = own.slice(0, Math.min(Math.ceil((own.length / present) * wanted), left));
    left -= kept.length;
    return { ...others, ...(kept.length > 0 && { [list]: kept }) };
  });
}

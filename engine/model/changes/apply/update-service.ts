import {
  dropDependent,
  normalizeClusterIPs,
  patchAllocated,
  readFamilies,
  shown,
  validateServiceUpdate,
  validateServiceUpdateInCluster,
  type Cluster,
  type Fault,
  type Service,
} from '../../../kube/index.ts';
import { Allocator, type Stored } from '../../allocation/allocator.ts';
import type { Taken } from '../../allocation/taken.ts';

/**
 * A Service that replaces a stored one, as the API server does it: what was allocated is kept where it is left out,
 * families, addresses and ports are filled in, what the new type can't hold is dropped, and the rest is judged. An API
 * server stops at the first of these that fails; here all faults come at once.
 *
 * @param next with defaults
 */
export function updateService(cluster: Cluster, taken: Taken, next: Service, stored: Service): Stored {
  const old = asRead(cluster, stored);
  const patched = patchAllocated(next.spec, old.spec);
  const wanted: Service = { ...next, spec: normalizeClusterIPs(patched, old.spec) };
  const { service: filled, faults } = new Allocator(cluster, taken, wanted).update(old.spec);
  const service = dropDependent(filled, old);
  const all = [
    ...faults,
    ...validateServiceUpdate(service, old),
    ...validateServiceUpdateInCluster(service, cluster),
  ];
  if (all.length === 0) taken.hold(service);
  return { service: { ...service, spec: shown(service.spec) }, faults: once(all) };
}

/** What is stored, with the fields that older releases did not have. */
function asRead(cluster: Cluster, service: Service): Service {
  const spec = readFamilies(normalizeClusterIPs(service.spec), cluster.ipFamilies);
  return { ...service, spec };
}

/** Two steps may find the same. */
function once(faults: readonly Fault[]): readonly Fault[] {
  const key = ({ path, what }: Fault): string => JSON.stringify([path, what]);
  return [...new Map(faults.map((fault) => [key(fault), fault])).values()];
}

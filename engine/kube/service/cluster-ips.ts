import type { ServiceSpec } from '../types/service.ts';
import { sameItems } from './needs.ts';

/**
 * clusterIP and clusterIPs brought together: who writes only the older field means both. On an update the one that
 * was changed decides (`normalizeClusterIPs`, pkg/registry/core/service/storage).
 *
 * @param old what is stored; left out on create
 */
export function normalizeClusterIPs(spec: ServiceSpec, old?: ServiceSpec): ServiceSpec {
  const { clusterIP = '', clusterIPs = [] } = spec;
  if (!old) return clusterIP !== '' && clusterIPs.length === 0 ? { ...spec, clusterIPs: [clusterIP] } : spec;
  const { clusterIP: before = '', clusterIPs: allBefore = [] } = old;
  const isList = (list: readonly string[]): boolean => sameItems(list, allBefore);
  if (clusterIP === before) {
    return allBefore.length > 0 && clusterIPs.length === 0 ? { ...spec, clusterIPs: allBefore } : spec;
  }
  if (!isList(clusterIPs)) return spec;
  if (before !== '' && clusterIP === '') return { ...spec, clusterIPs: [] };
  return { ...spec, clusterIPs: [clusterIP] };
}

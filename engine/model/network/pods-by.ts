import type { Pod } from '../../kube/index.ts';
import { ObjectIndex } from '../tables/object-index.ts';
import { hostPortsOf } from './host-ports.ts';
import { hasNetwork, podAddresses } from './pod.ts';

/** Pods on the pod network by their addresses. Finished pods have none any more: it may belong to another one. */
export const podsByAddress = new ObjectIndex<Pod>('Pod', ({ object }) =>
  object.spec.hostNetwork !== true && hasNetwork(object) ? podAddresses(object) : [],
);

/** Pods that share the network of a node, by its name. */
export const podsOnHost = new ObjectIndex<Pod>('Pod', ({ object }) => {
  const { hostNetwork, nodeName } = object.spec;
  return hostNetwork === true && nodeName !== undefined && hasNetwork(object) ? [nodeName] : [];
});

/** Pods that the pod network maps a node's port to, by `worker 80/TCP`. */
export const podsByHostPort = new ObjectIndex<Pod>('Pod', ({ object }) => {
  const { hostNetwork, nodeName } = object.spec;
  if (hostNetwork === true || nodeName === undefined || !hasNetwork(object)) return [];
  return hostPortsOf(object).map(({ key }) => `${nodeName} ${key}`);
});

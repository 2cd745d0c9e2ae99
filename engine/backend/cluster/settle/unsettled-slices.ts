import { familyOf, matchesLabels, type EndpointSlice, type Pod, type Service } from '../../../kube/index.ts';
import { isReady } from './pod-state.ts';
import type { Snapshot } from './snapshot.ts';

/** Services whose slices do not say yet what their pods are. */
export function unsettledSlices(snapshot: Snapshot): readonly string[] {
  const slices = snapshot.of('slices');
  const byService = Map.groupBy(
    slices,
    ({ metadata }) => `${metadata.namespace ?? ''}/${metadata.labels?.['kubernetes.io/service-name'] ?? ''}`,
  );
  return snapshot.of('services').flatMap((service) => {
    const { selector, type } = service.spec;
    if (!selector || type === 'ExternalName' || Object.keys(selector).length === 0) return [];
    const { namespace = '', name } = service.metadata;
    const own = (byService.get(`${namespace}/${name}`) ?? []).filter(
      ({ metadata }) =>
        metadata.labels?.['endpointslice.kubernetes.io/managed-by'] === 'endpointslice-controller.k8s.io',
    );
    const pods = snapshot.of('pods').filter((pod) => pod.metadata.namespace === namespace);
    return differsFromPods(service, own, pods) ? [`endpoints of service ${namespace}/${name} follow`] : [];
  });
}

/** True while the controller's slices are not those that the pods ask for. */
function differsFromPods(service: Service, slices: readonly EndpointSlice[], pods: readonly Pod[]): boolean {
  const { selector = {}, ipFamilies = [], publishNotReadyAddresses = false } = service.spec;
  const wanted = new Set<string>();
  for (const pod of pods) {
    const { phase, podIPs = [], podIP } = pod.status ?? {};
    if (!matchesLabels(selector, pod.metadata.labels ?? {})) continue;
    if (phase === 'Succeeded' || phase === 'Failed' || podIP === undefined) continue;
    const serving = isReady(pod);
    const terminating = pod.metadata.deletionTimestamp !== undefined;
    const ready = publishNotReadyAddresses || (serving && !terminating);
    for (const family of ipFamilies) {
      const ip = podIPs.find((candidate) => familyOf(candidate.ip) === family)?.ip;
      if (ip !== undefined) wanted.add(`${ip} ${ready} ${serving} ${terminating}`);
    }
  }
  const found = new Set(
    slices.flatMap(({ endpoints }) =>
      (endpoints ?? []).flatMap(({ addresses, conditions }) =>
        addresses.map(
          (ip) =>
            `${ip} ${conditions?.ready ?? true} ${conditions?.serving ?? true} ${conditions?.terminating ?? false}`,
        ),
      ),
    ),
  );
  return wanted.size !== found.size || [...wanted].some((endpoint) => !found.has(endpoint));
}

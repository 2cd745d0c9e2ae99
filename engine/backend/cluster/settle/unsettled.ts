import {
  familyOf,
  matchesLabels,
  type EndpointSlice,
  type KubeObject,
  type Pod,
  type Service,
} from '../../../kube/index.ts';
import type { FullMeta } from '../rewrite/loose.ts';
import { startsReady } from './starts-ready.ts';
import type { Snapshot } from './snapshot.ts';

/** What the scenario did that makes a pod stay as it is. */
export interface Intent {
  /** Pods whose readiness was flipped, `namespace/name`. */
  readonly readiness: ReadonlyMap<string, boolean>;
  /** Pods that go on through their grace period. */
  readonly terminating: ReadonlySet<string>;
  /** Nodes whose kubelet says nothing any more. */
  readonly silentNodes: ReadonlySet<string>;
}

/** What is still on its way, in words; empty once the controllers have done their work. */
export function unsettled(snapshot: Snapshot, intent: Intent): readonly string[] {
  return [
    ...unsettledWorkloads(snapshot),
    ...snapshot.of('pods').flatMap((pod) => unsettledPod(pod, intent)),
    ...unsettledSlices(snapshot),
  ];
}

interface WorkloadView extends KubeObject {
  readonly metadata: FullMeta;
  readonly spec?: { readonly replicas?: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly desiredNumberScheduled?: number;
    readonly currentNumberScheduled?: number;
    readonly updatedNumberScheduled?: number;
  };
}

function unsettledWorkloads(snapshot: Snapshot): readonly string[] {
  const late = (
    kind: 'deployments' | 'statefulSets' | 'daemonSets' | 'replicaSets' | 'replicationControllers',
  ) =>
    (snapshot.of(kind) as readonly WorkloadView[]).flatMap((workload) => {
      const why = workloadWait(workload, snapshot.of('pods'));
      return why === undefined ? [] : [`${workload.kind} ${workload.metadata.name}: ${why}`];
    });
  return [
    ...late('deployments'),
    ...late('statefulSets'),
    ...late('daemonSets'),
    ...late('replicaSets'),
    ...late('replicationControllers'),
  ];
}

function workloadWait(
  { kind, metadata, spec, status = {} }: WorkloadView,
  pods: readonly Pod[],
): string | undefined {
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) return 'not seen by its controller yet';
  const wanted = spec?.replicas ?? 1;
  switch (kind) {
    case 'DaemonSet':
      return (status.currentNumberScheduled ?? 0) < (status.desiredNumberScheduled ?? 0) ||
        (status.updatedNumberScheduled ?? 0) < (status.desiredNumberScheduled ?? 0)
        ? 'not on all of its nodes yet'
        : undefined;
    case 'StatefulSet': {
      // One after the other: a pod that stays unready holds up those behind it.
      const own = pods.filter((pod) => isControlledBy(pod, metadata.uid));
      const held = own.some((pod) => !isReady(pod)) && own.length < wanted;
      return own.length !== wanted && !held ? `${own.length} of ${wanted} pods` : undefined;
    }
    case 'Deployment':
      return (status.updatedReplicas ?? 0) !== wanted || (status.replicas ?? 0) !== wanted
        ? `${status.updatedReplicas ?? 0} of ${wanted} pods`
        : undefined;
    default:
      return (status.replicas ?? 0) === wanted ? undefined : `${status.replicas ?? 0} of ${wanted} pods`;
  }
}

function isControlledBy(pod: Pod, uid: string | undefined): boolean {
  return (
    pod.metadata.ownerReferences?.some((owner) => owner.controller === true && owner.uid === uid) === true
  );
}

export function podKey({ metadata }: Pod): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

export function isReady(pod: Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;
}

function unsettledPod(pod: Pod, intent: Intent): readonly string[] {
  const key = podKey(pod);
  const { phase, conditions } = pod.status ?? {};
  const silent = intent.silentNodes.has(pod.spec.nodeName ?? '');
  if (silent) return isReady(pod) ? [`pod ${key} is on a silent node and still called ready`] : [];
  if (pod.metadata.deletionTimestamp !== undefined && !intent.terminating.has(key)) {
    return [`pod ${key} is going`];
  }
  if (phase === 'Succeeded' || phase === 'Failed') return [];
  if (conditions?.some(({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable') === true)
    return [];
  if (phase !== 'Running') return failsToStart(pod) ? [] : [`pod ${key} starts`];
  const wanted = intent.readiness.get(key) ?? startsReady(pod);
  if (isReady(pod) === wanted || failsToStart(pod)) return [];
  return [`pod ${key} is to become ${wanted ? 'ready' : 'unready'}`];
}

interface ContainerState {
  readonly state?: { readonly waiting?: { readonly reason?: string }; readonly running?: object };
  readonly restartCount?: number;
}

/** A container that comes down again and again. */
function failsToStart(pod: Pod): boolean {
  const statuses = [
    ...(pod.status?.initContainerStatuses ?? []),
    ...(pod.status?.containerStatuses ?? []),
  ] as readonly ContainerState[];
  return statuses.some(({ state }) => state?.waiting?.reason === 'CrashLoopBackOff');
}

function unsettledSlices(snapshot: Snapshot): readonly string[] {
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

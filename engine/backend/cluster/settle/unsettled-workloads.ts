import {
  matchesLabels,
  matchesSelector,
  type KubeObject,
  type LabelSelector,
  type Pod,
  type StringMap,
} from '../../../kube/index.ts';
import type { FullMeta } from '../rewrite/loose.ts';
import { isActive, isReady } from './pod-state.ts';
import type { Snapshot } from './snapshot.ts';

interface WorkloadView extends KubeObject {
  readonly metadata: FullMeta;
  readonly spec?: { readonly replicas?: number; readonly selector?: LabelSelector | StringMap };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly desiredNumberScheduled?: number;
    readonly currentNumberScheduled?: number;
    readonly updatedNumberScheduled?: number;
  };
}

/** Workloads whose controllers have not done all their work. */
export function unsettledWorkloads(snapshot: Snapshot): readonly string[] {
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
      return replicasWait(metadata, spec, wanted, status.replicas ?? 0, pods);
  }
}

/** Until its pods are those that its selector means: one that was relabelled is let go and replaced. */
function replicasWait(
  { uid, namespace }: FullMeta,
  spec: WorkloadView['spec'],
  wanted: number,
  counted: number,
  pods: readonly Pod[],
): string | undefined {
  const selected = selects(spec?.selector);
  const near = pods.filter((pod) => pod.metadata.namespace === namespace);
  const own = near.filter((pod) => isControlledBy(pod, uid));
  if (own.some((pod) => !selected(pod))) return 'a pod of other labels is to be let go';
  const alone = near.some((pod) => selected(pod) && isOrphan(pod));
  if (alone && wanted > 0) return 'a pod of its labels is to be taken over';
  const active = own.filter((pod) => isActive(pod)).length;
  return active === wanted && counted === wanted ? undefined : `${active} of ${wanted} pods`;
}

function selects(selector: LabelSelector | StringMap | undefined): (pod: Pod) => boolean {
  if (!selector) return () => true;
  // A ReplicationController's selector is a plain map.
  const isPlain = !('matchLabels' in selector || 'matchExpressions' in selector);
  return ({ metadata: { labels = {} } }) =>
    isPlain ? matchesLabels(selector as StringMap, labels) : matchesSelector(selector, labels);
}

function isOrphan(pod: Pod): boolean {
  return isActive(pod) && !(pod.metadata.ownerReferences ?? []).some(({ controller }) => controller === true);
}

function isControlledBy(pod: Pod, uid: string | undefined): boolean {
  return (
    pod.metadata.ownerReferences?.some((owner) => owner.controller === true && owner.uid === uid) === true
  );
}

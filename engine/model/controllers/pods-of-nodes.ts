import {
  manifestOf,
  type Condition,
  type Manifest,
  type Node,
  type Pod,
  type Taint,
} from '../../kube/index.ts';
import { tolerates } from '../scheduling/tolerates.ts';
import { podsByNode } from '../pods-by-node.ts';
import type { State } from '../state.ts';
import { ObjectIndex } from '../tables/object-index.ts';
import { deletePods } from './delete-pods.ts';
import { memoryOf, write } from './edit.ts';
import { drivesOut, gracePeriod, lostNodes } from './node-health.ts';
import { fullName } from './owner.ts';
import { isReady, isTerminal, isTerminating, withConditions } from './pod-conditions.ts';
import { isSilent } from './silent-nodes.ts';
import { evictingTaints, taintedSince } from './taint-times.ts';

/** Seconds that a pod without tolerations of its own stays on a lost node (DefaultTolerationSeconds admission). */
const defaultTolerationSeconds = 300;

/**
 * What nodes and time do to pods: those of lost nodes turn unready and are evicted later, those whose
 * grace period is over are gone, those of nodes that came back get their readiness back.
 */
export function followNodes(state: State): State {
  const nodes = state.cluster.nodes.map(({ object }) => object);
  const left = terminatingPods.find(state.objects, '').filter(({ object }) => hasLeft(state, object));
  const gone = new Set(left);
  const evicted = nodes
    .filter((node) => evictingTaints(node).length > 0)
    .flatMap((node) =>
      podsOn(state, node).filter((pod) => !gone.has(pod) && isEvicted(state, pod.object, node)),
    );
  const edit = deletePods(state, evicted);
  const after = write(state, { put: edit.put, remove: [...left, ...edit.remove] });
  const lost = lostNodes(state);
  const unready = nodes
    .filter(({ metadata }) => lost.has(metadata.name))
    .flatMap((node) => podsOn(after, node).filter(({ object }) => canLoseReadiness(object)));
  const ready = markedPods.find(after.objects, '').filter(({ object }) => isBack(state, object));
  return write(after, {
    put: [
      ...unready.map((pod) => withReady(pod, nodeLost)),
      // The kubelet is back and reports what it sees: the containers are as they were.
      ...ready.map((pod) => withReady(pod, { type: 'Ready', status: 'True' })),
    ],
  });
}

function podsOn({ objects }: State, { metadata }: Node): readonly Manifest<Pod>[] {
  return podsByNode.find(objects, metadata.name);
}

/** All under one key. */
const terminatingPods = new ObjectIndex<Pod>('Pod', ({ object }) => (isTerminating(object) ? '' : []));

/** True once nothing of a deleted pod is left: its grace period is over and its kubelet can say so. */
function hasLeft(state: State, pod: Pod): boolean {
  if (isSilent(state, pod.spec.nodeName ?? '')) return false;
  return state.now >= (memoryOf(state).leaving.get(fullName(pod)) ?? -Infinity);
}

/** True if a NoExecute taint drives the pod away by now. What has ended has nothing left to stop. */
function isEvicted(state: State, pod: Pod, node: Node): boolean {
  if (isTerminating(pod) || isTerminal(pod)) return false;
  return evictingTaints(node).some((taint) => state.now >= evictionTime(state, pod, taint, node));
}

/** Of several tolerations that accept a taint the first one counts (`GetMatchingTolerations`). */
function evictionTime(state: State, { spec }: Pod, taint: Taint, node: Node): number {
  const toleration = spec.tolerations?.find((one) => tolerates(one, taint));
  const seconds = toleration ? (toleration.tolerationSeconds ?? Infinity) : untolerated(taint);
  return drivenSince(state, taint, node) + seconds;
}

/** DefaultTolerationSeconds admission: every pod tolerates for a while that its node is lost. */
function untolerated({ key }: Taint): number {
  const isLoss = key === 'node.kubernetes.io/unreachable' || key === 'node.kubernetes.io/not-ready';
  return isLoss ? defaultTolerationSeconds : 0;
}

/** The model comes to a lost node whenever it looks; the control plane put its taint there when the node was lost. */
function drivenSince(state: State, taint: Taint, node: Node): number {
  if (taint !== drivesOut) return taintedSince(state, node, taint);
  const { silentSince, resumed } = memoryOf(state);
  const { name } = node.metadata;
  return Math.max(silentSince.get(name)! + gracePeriod(state), resumed.get(name) ?? 0);
}

/** A lost node's pods are ready no longer. */
function canLoseReadiness(pod: Pod): boolean {
  return isReady(pod) && !isTerminal(pod);
}

/** The node lifecycle controller marked the pod, and its node can be heard again. */
function isBack(state: State, { spec }: Pod): boolean {
  return !isSilent(state, spec.nodeName!);
}

/** One object, so that the model knows the pods that it marked from those recorded as unready. */
const nodeLost: Condition = { type: 'Ready', status: 'False' };

/** All under one key. */
const markedPods = new ObjectIndex<Pod>('Pod', ({ object: { status } }) =>
  status?.conditions?.includes(nodeLost) ? '' : [],
);

function withReady(pod: Manifest<Pod>, ready: Condition): Manifest<Pod> {
  return manifestOf({ ...pod.object, status: withConditions(pod.object.status, [ready]) }, pod);
}

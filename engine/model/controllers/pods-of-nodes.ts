import {
  manifestOf,
  type Condition,
  type Manifest,
  type Node,
  type Pod,
  type Taint,
} from '../../kube/index.ts';
import { isTolerated, tolerates } from '../scheduling/tolerates.ts';
import type { State } from '../state.ts';
import { deletePods } from './delete-pods.ts';
import { memoryOf, write } from './edit.ts';
import { gracePeriod, isLost } from './node-health.ts';
import { fullName } from './owner.ts';
import { isReady, isTerminal, isTerminating, withConditions } from './pod-conditions.ts';
import { isSilent } from './silent-nodes.ts';

/** Seconds that a pod without tolerations of its own stays on a lost node (DefaultTolerationSeconds admission). */
const defaultTolerationSeconds = 300;

/**
 * What nodes and time do to pods: those of lost nodes turn unready and are evicted later, those whose
 * grace period is over are gone, those of nodes that came back get their readiness back.
 */
export function followNodes(state: State): State {
  const pods = state.objects.list<Pod>('Pod');
  const nodes = new Map(state.cluster.nodes.map((node) => [node.object.metadata.name, node.object]));
  const left = pods.filter(({ object }) => hasLeft(state, object));
  const gone = new Set(left);
  const evicted = pods.filter((pod) => !gone.has(pod) && isEvicted(state, pod.object, nodes));
  const edit = deletePods(state, evicted);
  const after = write(state, { put: edit.put ?? [], remove: [...left, ...(edit.remove ?? [])] });
  const put = after.objects.list<Pod>('Pod').flatMap((pod) => readinessAfter(state, pod, nodes) ?? []);
  return write(after, { put });
}

/** True once nothing of a deleted pod is left: its grace period is over and its kubelet can say so. */
function hasLeft(state: State, pod: Pod): boolean {
  if (!isTerminating(pod) || isSilent(state, pod.spec.nodeName ?? '')) return false;
  return state.now >= (memoryOf(state).leaving.get(fullName(pod)) ?? -Infinity);
}

/** True if a NoExecute taint drives the pod away by now. */
function isEvicted(state: State, pod: Pod, nodes: ReadonlyMap<string, Node>): boolean {
  if (isTerminating(pod) || isTerminal(pod)) return false;
  const node = nodes.get(pod.spec.nodeName ?? '');
  const taints = node?.spec?.taints?.filter(({ effect }) => effect === 'NoExecute') ?? [];
  return taints.some((taint) => state.now >= evictionTime(state, pod, taint, node!.metadata.name));
}

function evictionTime(state: State, pod: Pod, taint: Taint, node: string): number {
  const { tolerations } = pod.spec;
  const since = (memoryOf(state).silentSince.get(node) ?? state.now) + gracePeriod(state);
  if (!isTolerated(taint, tolerations)) {
    const isDefault =
      taint.key.startsWith('node.kubernetes.io/') && /(unreachable|not-ready)$/.test(taint.key);
    return isDefault ? since + defaultTolerationSeconds : -Infinity;
  }
  const limits = (tolerations ?? []).filter((toleration) => tolerates(toleration, taint));
  const seconds = limits.flatMap(({ tolerationSeconds }) => tolerationSeconds ?? []);
  return seconds.length === 0 ? Infinity : since + Math.min(...seconds);
}

/** The pod with the readiness that its node allows, or nothing where it has it already. */
function readinessAfter(
  state: State,
  pod: Manifest<Pod>,
  nodes: ReadonlyMap<string, Node>,
): Manifest<Pod> | undefined {
  const { nodeName } = pod.object.spec;
  if (!nodeName || !nodes.has(nodeName) || isTerminal(pod.object)) return undefined;
  const lost = isLost(state, nodeName);
  if (lost && isReady(pod.object)) return withReady(pod, nodeLost);
  if (lost || isSilent(state, nodeName) || !wasMarked(pod.object)) return undefined;
  // The kubelet is back and reports what it sees: the containers are as they were.
  return withReady(pod, { type: 'Ready', status: 'True' });
}

/** One object, so that the model knows the pods that it marked from those recorded as unready. */
const nodeLost: Condition = { type: 'Ready', status: 'False' };

function wasMarked(pod: Pod): boolean {
  return pod.status?.conditions?.includes(nodeLost) ?? false;
}

function withReady(pod: Manifest<Pod>, ready: Condition): Manifest<Pod> {
  return manifestOf({ ...pod.object, status: withConditions(pod.object.status, [ready]) }, pod);
}

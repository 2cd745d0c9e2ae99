import {
  matchesSelector,
  type DaemonSet,
  type Manifest,
  type Node,
  type Pod,
  type PodSpec,
  type Toleration,
} from '../../kube/index.ts';
import { isSelected } from '../scheduling/fits-node.ts';
import { isTolerated } from '../scheduling/tolerates.ts';
import type { State } from '../state.ts';
import { claimPods } from './claim.ts';
import { surgeOf, surgeStep, type Surging } from './daemon-surge.ts';
import { deletePods } from './delete-pods.ts';
import { memoryOf, type Edit } from './edit.ts';
import { intOrPercent } from './int-or-percent.ts';
import { makePod } from './make-pod.ts';
import { NewNames } from './new-names.ts';
import { keyOf } from './owner.ts';
import { isReady, isTerminal, isTerminating } from './pod-conditions.ts';
import { revisionLabel, revisionOf } from './revision.ts';

type Spec = DaemonSet['spec'] & {
  readonly updateStrategy?: {
    readonly type?: string;
    readonly rollingUpdate?: { readonly maxUnavailable?: number | string };
  };
};

/** One step of a DaemonSet: a pod on each node that it may run on, outdated ones replaced a few at a time. */
export function syncDaemonSet(state: State, set: Manifest<DaemonSet>): Edit {
  const spec = withTolerations(set.object.spec.template.spec);
  const revision = revisionOf(state, set);
  const { selector } = set.object.spec;
  const claimed = claimPods(state, set.object, {
    labels: selector.matchLabels ?? {},
    selects: (labels) => matchesSelector(selector, labels),
  });
  const byNode = Map.groupBy(claimed.pods, (pod) => nodeOf(pod.object) ?? '');
  const names = new NewNames(state, set.object);
  const made: Manifest<Pod>[] = [];
  const surplus: Manifest<Pod>[] = [];
  const kept: Manifest<Pod>[] = [];
  const surging: Surging[] = [];
  let waiting = 0;
  const hosts = state.cluster.nodes.filter(({ object }) => mayStart(spec, object) && mayStay(spec, object));
  const maxSurge = surgeOf(set.object.spec, hosts.length, state.cluster.version);
  const start = (name: string): void => {
    const labels = { [revisionLabel]: revision };
    made.push(makePod(set, { name: names.next(name), labels, spec: pinned(spec, name) }));
  };
  for (const { object: node } of state.cluster.nodes) {
    const { name } = node.metadata;
    const here = byNode.get(name) ?? [];
    byNode.delete(name);
    const present = here.filter((pod) => !isTerminating(pod.object));
    const alive = present.filter((pod) => !isTerminal(pod.object));
    if (!mayStay(spec, node)) {
      surplus.push(...present);
      continue;
    }
    // Pods that ended make room for another one in their place.
    surplus.push(...present.filter((pod) => isTerminal(pod.object)));
    const byAge = oldestFirst(state, set, alive);
    // While an update surges, one of the old template and one of the new are no surplus.
    const isBefore = (pod: Manifest<Pod>): boolean => maxSurge > 0 && isOld(pod, revision);
    const [before, ...othersBefore] = byAge.filter(isBefore);
    const [oldest, ...others] = byAge.filter((pod) => !isBefore(pod));
    surplus.push(...othersBefore, ...others);
    if (before) surging.push({ node: name, old: before, fresh: oldest });
    else if (oldest) kept.push(oldest);
    else if (here.some((pod) => !(isTerminal(pod.object) && isTerminating(pod.object)))) waiting++;
    else if (mayStart(spec, node)) start(name);
  }
  const homeless = [...byNode.values()].flat();
  const total = made.length + kept.length + waiting;
  const step = surgeStep(surging, maxSurge);
  for (const name of step.startOn) start(name);
  const old = maxSurge > 0 ? step.gone : outdated(set.object.spec, kept, revision, total);
  const deleted = deletePods(state, [...surplus, ...homeless, ...old]);
  return { put: [...claimed.put, ...made, ...deleted.put], remove: deleted.remove };
}

/** Of several pods on one node the oldest stays (`podByCreationTimestampAndPhase`). */
function oldestFirst(
  state: State,
  set: Manifest<DaemonSet>,
  pods: readonly Manifest<Pod>[],
): readonly Manifest<Pod>[] {
  const seen = memoryOf(state).pods.get(keyOf(set.object)) ?? [];
  const age = ({ object }: Manifest<Pod>): number => seen.indexOf(object.metadata.name);
  return pods.toSorted((a, b) => age(a) - age(b));
}

/** Pods of an older template to delete now: those that serve nobody, then as many as `maxUnavailable` allows. */
function outdated(
  spec: Spec,
  pods: readonly Manifest<Pod>[],
  revision: string,
  total: number,
): readonly Manifest<Pod>[] {
  if (spec.updateStrategy?.type === 'OnDelete') return [];
  const old = pods.filter((pod) => isOld(pod, revision));
  const fresh = pods.filter((pod) => !isOld(pod, revision));
  // Pods of one template are alike: once the first new ones are ready, the others will be.
  if (fresh.length > 0 && fresh.every(({ object }) => isReady(object))) return old;
  const limit = intOrPercent(spec.updateStrategy?.rollingUpdate?.maxUnavailable, total, Math.ceil) ?? 1;
  const idle = old.filter(({ object }) => !isReady(object));
  const down = total - pods.length + pods.filter(({ object }) => !isReady(object)).length;
  const serving = old.filter(({ object }) => isReady(object));
  return [...idle, ...serving.slice(0, Math.max(0, Math.max(1, limit) - down))];
}

function isOld({ object }: Manifest<Pod>, revision: string): boolean {
  return object.metadata.labels?.[revisionLabel] !== revision;
}

/** Where a DaemonSet's pod runs or is meant to run. */
function nodeOf({ spec }: Pod): string | undefined {
  if (spec.nodeName) return spec.nodeName;
  const terms =
    spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return terms?.[0]?.matchFields?.[0]?.values?.[0];
}

/** Required node affinity is replaced by the node's name, the scheduler does the rest (`util.ReplaceDaemonSetPodNodeNameNodeAffinity`). */
function pinned(spec: PodSpec, node: string): PodSpec {
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: [node] } as const];
  return {
    ...spec,
    affinity: {
      ...spec.affinity,
      nodeAffinity: {
        ...spec.affinity?.nodeAffinity,
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] },
      },
    },
  };
}

function mayStart(spec: PodSpec, node: Node): boolean {
  const taints = node.spec?.taints ?? [];
  return taints.every((taint) => taint.effect === 'PreferNoSchedule' || isTolerated(taint, spec.tolerations));
}

function mayStay(spec: PodSpec, node: Node): boolean {
  if (spec.nodeName && spec.nodeName !== node.metadata.name) return false;
  const evicting = node.spec?.taints?.filter(({ effect }) => effect === 'NoExecute') ?? [];
  return isSelected(spec, node) && evicting.every((taint) => isTolerated(taint, spec.tolerations));
}

/** What the DaemonSet controller lets its pods tolerate; the control plane's taint is not among it. */
function withTolerations(spec: PodSpec): PodSpec {
  const accept = (name: string, effect: string): Toleration => ({
    key: `node.kubernetes.io/${name}`,
    operator: 'Exists',
    effect,
  });
  return {
    ...spec,
    tolerations: [
      ...(spec.tolerations ?? []),
      accept('not-ready', 'NoExecute'),
      accept('unreachable', 'NoExecute'),
      accept('disk-pressure', 'NoSchedule'),
      accept('memory-pressure', 'NoSchedule'),
      accept('pid-pressure', 'NoSchedule'),
      accept('unschedulable', 'NoSchedule'),
      ...(spec.hostNetwork ? [accept('network-unavailable', 'NoSchedule')] : []),
    ],
  };
}

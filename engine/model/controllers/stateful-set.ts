import { isOn, type Manifest, type Pod, type StatefulSet } from '../../kube/index.ts';
import type { State } from '../state.ts';
import { deletePods } from './delete-pods.ts';
import type { Edit } from './edit.ts';
import { makePod } from './make-pod.ts';
import { keyOf } from './owner.ts';
import { isReady, isTerminal, isTerminating } from './pod-conditions.ts';
import { podsOwnedBy } from './pod-index.ts';
import { isSilent } from './silent-nodes.ts';
import { revisionLabel, revisionOf } from './revision.ts';

type Spec = StatefulSet['spec'] & {
  readonly podManagementPolicy?: string;
  readonly ordinals?: { readonly start?: number };
  readonly updateStrategy?: {
    readonly type?: string;
    readonly rollingUpdate?: { readonly partition?: number };
  };
};

/**
 * One step of a StatefulSet. Pods keep their names, and a pod being deleted holds its name until it is gone. With
 * `podManagementPolicy: OrderedReady` one is made only when its predecessors are ready, and none is taken away
 * before all that stay are.
 */
export function syncStatefulSet(state: State, set: Manifest<StatefulSet>): Edit {
  const spec: Spec = set.object.spec;
  const { name } = set.object.metadata;
  const owned = podsOwnedBy(state.objects, keyOf(set.object));
  const byName = new Map(owned.map((pod) => [pod.object.metadata.name, pod]));
  const ordinals = ordinalsOf(spec);
  const revision = revisionOf(state, set, (hash) => `${name}-${hash}`);
  const proven = owned.some((pod) => revisionName(pod) === revision && isReady(pod.object));
  const ordered = spec.podManagementPolicy !== 'Parallel';
  const made: Manifest<Pod>[] = [];
  const ended: Manifest<Pod>[] = [];
  let healthy = true;
  for (const ordinal of ordinals) {
    const pod = byName.get(`${name}-${ordinal}`);
    if (!pod) made.push(makeMember(state, set, ordinal, revision));
    // Pods that ended are replaced under their own names.
    else if (isTerminal(pod.object)) ended.push(pod);
    // One that is ready shows what the next ones of its template will be.
    const goesOn = pod ? isHealthy(pod) : proven;
    if (!goesOn) healthy = false;
    if (!goesOn && ordered) break;
  }
  if (made.length > 0 || ended.length > 0 || (ordered && !healthy)) {
    const replaced = deletePods(state, ended);
    return { ...replaced, put: [...made, ...replaced.put] };
  }
  const surplus = condemned(state, owned, name, ordinals, ordered);
  if (surplus.length > 0) return deletePods(state, surplus);
  const members = ordinals.map((ordinal) => byName.get(`${name}-${ordinal}`)!);
  return deletePods(state, updates(state, spec, members, revision));
}

function ordinalsOf({ ordinals, replicas = 1 }: Spec): readonly number[] {
  const start = ordinals?.start ?? 0;
  return Array.from({ length: replicas }, (_, i) => start + i);
}

/**
 * The pods of other ordinals that go next: the highest first. In order, one goes only after the one before is gone,
 * and only a ready one, the lowest unready one apart (`processCondemned`).
 */
function condemned(
  state: State,
  owned: readonly Manifest<Pod>[],
  name: string,
  ordinals: readonly number[],
  ordered: boolean,
): readonly Manifest<Pod>[] {
  const pods = owned
    .map((pod) => ({ pod, ordinal: ordinalOf(pod, name) }))
    .filter(({ ordinal }) => ordinal >= 0 && !ordinals.includes(ordinal))
    .sort((a, b) => b.ordinal - a.ordinal)
    .map(({ pod }) => pod);
  if (!ordered) return pods.filter(({ object }) => !isTerminating(object));
  const lowestUnready = pods.findLast((pod) => !isHealthy(pod));
  const going: Manifest<Pod>[] = [];
  for (const pod of pods) {
    if (isTerminating(pod.object) || (!isReady(pod.object) && pod !== lowestUnready)) break;
    going.push(pod);
    if (isSilent(state, pod.object.spec.nodeName ?? '')) break;
  }
  return going;
}

/** -1 for a pod that is named otherwise: the controller leaves it alone. */
function ordinalOf({ object: { metadata } }: Manifest<Pod>, name: string): number {
  const [ordinal] = /\d+$/.exec(metadata.name) ?? [];
  return metadata.name === `${name}-${ordinal}` ? Number(ordinal) : -1;
}

/** The pods that a rolling update deletes next: from the last down, one after another until one is proven. */
function updates(
  state: State,
  spec: Spec,
  pods: readonly Manifest<Pod>[],
  revision: string,
): readonly Manifest<Pod>[] {
  if (spec.updateStrategy?.type === 'OnDelete') return [];
  const partition = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  const found: Manifest<Pod>[] = [];
  let proven = false;
  for (const pod of pods.slice(partition).reverse()) {
    const isCurrent = revisionName(pod) === revision;
    if (isTerminating(pod.object) || (isCurrent && !isReady(pod.object))) break;
    if (isCurrent) {
      proven = true;
      continue;
    }
    found.push(pod);
    if (!proven || isSilent(state, pod.object.spec.nodeName ?? '')) break;
  }
  return found;
}

function makeMember(
  state: State,
  set: Manifest<StatefulSet>,
  ordinal: number,
  revision: string,
): Manifest<Pod> {
  const { metadata, spec } = set.object;
  const name = `${metadata.name}-${ordinal}`;
  const { version, featureGates } = state.cluster;
  const hasIndex = isOn('PodIndexLabel', version, featureGates?.controllers);
  return makePod(set, {
    name,
    labels: {
      'statefulset.kubernetes.io/pod-name': name,
      ...(hasIndex && { 'apps.kubernetes.io/pod-index': String(ordinal) }),
      [revisionLabel]: revision,
    },
    spec: {
      ...spec.template.spec,
      hostname: name,
      ...(spec.serviceName && { subdomain: spec.serviceName }),
    },
  });
}

function isHealthy(pod: Manifest<Pod>): boolean {
  return isReady(pod.object) && !isTerminating(pod.object);
}

function revisionName(pod: Manifest<Pod>): string | undefined {
  return pod.object.metadata.labels?.[revisionLabel];
}

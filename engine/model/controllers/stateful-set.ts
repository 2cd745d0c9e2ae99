import { isOn, type Manifest, type Pod, type StatefulSet } from '../../kube/index.ts';
import type { State } from '../state.ts';
import { deletePods } from './delete-pods.ts';
import type { Edit } from './edit.ts';
import { makePod } from './make-pod.ts';
import { keyOf } from './owner.ts';
import { isReady, isTerminal, isTerminating } from './pod-conditions.ts';
import { podsOwnedBy } from './pod-index.ts';
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
 * One step of a StatefulSet. Pods keep their names, one is made only when its predecessors are ready
 * (`podManagementPolicy: OrderedReady`), and a pod being deleted holds its name until it is gone.
 */
export function syncStatefulSet(state: State, set: Manifest<StatefulSet>): Edit {
  const spec: Spec = set.object.spec;
  const { name } = set.object.metadata;
  const owned = podsOwnedBy(state.objects, keyOf(set.object));
  const byName = new Map(owned.map((pod) => [pod.object.metadata.name, pod]));
  const start = spec.ordinals?.start ?? 0;
  const ordinals = Array.from({ length: spec.replicas ?? 1 }, (_, i) => start + i);
  const wanted = new Set(ordinals.map((ordinal) => `${name}-${ordinal}`));
  const surplus = owned.filter((pod) => !wanted.has(pod.object.metadata.name));
  // Pods that ended are replaced under their own names.
  const ended = owned.filter((pod) => isTerminal(pod.object) && !surplus.includes(pod));
  const removed = deletePods(state, [...surplus.filter((pod) => !isTerminating(pod.object)), ...ended]);
  const revision = revisionOf(state, set, (hash) => `${name}-${hash}`);
  const proven = owned.some((pod) => revisionName(pod) === revision && isReady(pod.object));
  const ordered = spec.podManagementPolicy !== 'Parallel';
  const made: Manifest<Pod>[] = [];
  let healthy = true;
  for (const ordinal of ordinals) {
    const pod = byName.get(`${name}-${ordinal}`);
    if (!pod) made.push(makeMember(state, set, ordinal, revision));
    // One that is ready shows what the next ones of its template will be.
    const goesOn = pod ? isHealthy(pod) : proven;
    if (!goesOn) healthy = false;
    if (!goesOn && ordered) break;
  }
  const put = [...made, ...(removed.put ?? [])];
  if (made.length > 0 || (ordered && !healthy)) return { put, remove: removed.remove ?? [] };
  const outdated = updates(spec, ordinals, (ordinal) => byName.get(`${name}-${ordinal}`), revision);
  const replaced = deletePods(state, outdated);
  return {
    put: [...put, ...(replaced.put ?? [])],
    remove: [...(removed.remove ?? []), ...(replaced.remove ?? [])],
  };
}

/** The pods that a rolling update deletes next: from the last ordinal down, one after another until one is proven. */
function updates(
  spec: Spec,
  ordinals: readonly number[],
  podOf: (ordinal: number) => Manifest<Pod> | undefined,
  revision: string,
): readonly Manifest<Pod>[] {
  if (spec.updateStrategy?.type === 'OnDelete') return [];
  const partition = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  const found: Manifest<Pod>[] = [];
  let proven = false;
  for (const ordinal of ordinals.toReversed()) {
    if (ordinal < partition) break;
    const pod = podOf(ordinal);
    if (!pod) break;
    const isCurrent = (revisionName(pod) ?? revision) === revision;
    if (isCurrent) {
      if (!isHealthy(pod)) break;
      proven = true;
      continue;
    }
    if (!isTerminating(pod.object)) found.push(pod);
    if (!proven) break;
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

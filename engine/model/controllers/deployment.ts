import {
  manifestOf,
  matchesSelector,
  type Deployment,
  type Manifest,
  type ReplicaSet,
} from '../../kube/index.ts';
import type { State } from '../state.ts';
import { memoryOf, type Edit } from './edit.ts';
import { makeReplicaSet } from './make-replica-set.ts';
import { controllerKey, keyOf, ownedBy } from './owner.ts';
import { isReady, isTerminal, isTerminating } from './pod-conditions.ts';
import { podsOwnedBy } from './pod-index.ts';
import { revisionOf } from './revision.ts';
import { mostPods, rescale, type Sized } from './rescale.ts';
import { rolloutStep, type Generation, type RolloutSpec } from './rollout.ts';
import { canonicalTemplate } from './template-hash.ts';

type Spec = Deployment['spec'] & Partial<RolloutSpec> & { readonly paused?: boolean };

const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas';
const mostAnnotation = 'deployment.kubernetes.io/max-replicas';

/**
 * One step of a Deployment: the ReplicaSet of its template grows, those of older templates shrink. Where its
 * replicas changed, those that have pods are scaled first; a paused one does that only.
 */
export function syncDeployment(
  state: State,
  deployment: Manifest<Deployment>,
  sets: readonly Manifest<ReplicaSet>[],
): Edit {
  const spec: Spec = deployment.object.spec;
  const rollout = { ...spec, replicas: spec.replicas! };
  const mine = sets.filter((set) => belongsTo(deployment, set));
  const existing = currentSet(state, deployment, mine);
  const old = oldestFirst(
    state,
    deployment,
    mine.filter((set) => set !== existing),
  );
  const put = (set: Manifest<ReplicaSet>, replicas?: number): Manifest<ReplicaSet>[] =>
    changed(set, scale(adopt(deployment, set), rollout, replicas));
  if (spec.paused || mine.some((set) => isRescaled(set, rollout.replicas))) {
    const newestFirst = [...(existing ? [existing] : []), ...old.toReversed()];
    const sized = newestFirst.map((set) => sizeOf(state, set));
    const sizes = rescale(rollout, sized, existing && sized[0]);
    return { put: newestFirst.flatMap((set, i) => put(set, sizes[i])) };
  }
  const now = existing ? generationOf(state, existing) : { wanted: 0, pods: 0, ready: 0, present: 0 };
  const step = rolloutStep(
    rollout,
    now,
    old.map((set) => generationOf(state, set)),
  );
  const made = makeReplicaSet(deployment, setName(state, deployment), 0);
  return {
    put: [
      ...(existing ? put(existing, step.current) : [scale(made, rollout, step.current)]),
      ...old.flatMap((set, i) => put(set, step.old[i])),
    ],
  };
}

/** True if the Deployment asked for other replicas when it scaled the set last. */
function isRescaled(set: Manifest<ReplicaSet>, replicas: number): boolean {
  const desired = annotated(set, desiredAnnotation);
  return set.object.spec.replicas !== 0 && desired !== undefined && desired !== replicas;
}

/** The set of the present template: the one with an equal template, else the one recorded under its name. */
function currentSet(
  state: State,
  deployment: Manifest<Deployment>,
  sets: readonly Manifest<ReplicaSet>[],
): Manifest<ReplicaSet> | undefined {
  const wanted = canonicalTemplate(deployment.object.spec.template);
  const equal = sets.find((set) => canonicalTemplate(set.object.spec.template) === wanted);
  if (equal) return equal;
  const name = setName(state, deployment);
  return sets.find((set) => set.object.metadata.name === name);
}

/** Sets that it owns, and orphans that its selector picks. */
function belongsTo(deployment: Manifest<Deployment>, set: Manifest<ReplicaSet>): boolean {
  return (
    controllerKey(set.object) !== undefined ||
    matchesSelector(deployment.object.spec.selector, set.object.metadata.labels)
  );
}

function setName(state: State, deployment: Manifest<Deployment>): string {
  return revisionOf(state, deployment, (hash) => `${deployment.object.metadata.name}-${hash}`);
}

function generationOf(state: State, set: Manifest<ReplicaSet>): Generation {
  const present = podsOwnedBy(state.objects, keyOf(set.object)).filter(({ object }) => !isTerminal(object));
  const pods = present.filter(({ object }) => !isTerminating(object));
  const ready = pods.filter(({ object }) => isReady(object)).length;
  return {
    wanted: set.object.spec.replicas!,
    pods: pods.length,
    ready,
    present: present.length,
  };
}

function adopt(deployment: Manifest<Deployment>, set: Manifest<ReplicaSet>): Manifest<ReplicaSet> {
  if (controllerKey(set.object) !== undefined) return set;
  const { metadata } = set.object;
  const ownerReferences = [...(metadata.ownerReferences ?? []), ownedBy(deployment.object)];
  return manifestOf({ ...set.object, metadata: { ...metadata, ownerReferences } }, set);
}

function sizeOf(state: State, set: Manifest<ReplicaSet>): Sized {
  return {
    ...generationOf(state, set),
    desired: annotated(set, desiredAnnotation),
    most: annotated(set, mostAnnotation),
  };
}

function annotated({ object: { metadata } }: Manifest<ReplicaSet>, key: string): number | undefined {
  const text = metadata.annotations?.[key] ?? '';
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** In the order in which their first pods were made. */
function oldestFirst(
  state: State,
  deployment: Manifest<Deployment>,
  sets: readonly Manifest<ReplicaSet>[],
): readonly Manifest<ReplicaSet>[] {
  const pods = memoryOf(state).pods.get(keyOf(deployment.object)) ?? [];
  const age = ({ object: { metadata } }: Manifest<ReplicaSet>): number =>
    pods.findIndex((pod) => pod.startsWith(`${metadata.name}-`));
  const aged = sets.map((set) => ({ set, age: age(set) }));
  return aged.sort((a, b) => (a.age < b.age ? -1 : 1)).map(({ set }) => set);
}

/** The set with other replicas, and with a note of what the Deployment asked for by that. */
function scale(set: Manifest<ReplicaSet>, rollout: RolloutSpec, replicas?: number): Manifest<ReplicaSet> {
  const notes = {
    [desiredAnnotation]: String(rollout.replicas),
    [mostAnnotation]: String(mostPods(rollout)),
  };
  const { metadata, spec } = set.object;
  if (replicas === undefined || (spec.replicas === replicas && !isRescaled(set, rollout.replicas)))
    return set;
  const annotations = { ...metadata.annotations, ...notes };
  return manifestOf(
    { ...set.object, metadata: { ...metadata, annotations }, spec: { ...spec, replicas } },
    set,
  );
}

function changed(before: Manifest<ReplicaSet>, after: Manifest<ReplicaSet>): Manifest<ReplicaSet>[] {
  return before === after ? [] : [after];
}

import {
  manifestOf,
  matchesSelector,
  type Deployment,
  type Manifest,
  type ReplicaSet,
} from '../../kube/index.ts';
import type { State } from '../state.ts';
import type { Edit } from './edit.ts';
import { makeReplicaSet } from './make-replica-set.ts';
import { controllerKey, keyOf, ownedBy } from './owner.ts';
import { isCounted, isReady } from './pod-conditions.ts';
import { podsOwnedBy } from './pod-index.ts';
import { revisionOf } from './revision.ts';
import { rolloutStep, type Generation, type RolloutSpec } from './rollout.ts';
import { canonicalTemplate } from './template-hash.ts';

type Spec = Deployment['spec'] & Partial<RolloutSpec> & { readonly paused?: boolean };

/** One step of a Deployment: the ReplicaSet of its template grows, those of older templates shrink. */
export function syncDeployment(
  state: State,
  deployment: Manifest<Deployment>,
  sets: readonly Manifest<ReplicaSet>[],
): Edit {
  const spec: Spec = deployment.object.spec;
  const mine = sets.filter((set) => belongsTo(deployment, set));
  const existing = currentSet(state, deployment, mine);
  const old = mine.filter((set) => set !== existing);
  // A paused Deployment starts no new generation and moves no pods between generations.
  if (spec.paused) return { put: mine.flatMap((set) => changed(set, adopt(deployment, set))) };
  const current = existing ?? makeReplicaSet(deployment, setName(state, deployment), 0);
  const now = existing ? generationOf(state, existing) : { wanted: 0, pods: 0, ready: 0 };
  const step = rolloutStep(
    { ...spec, replicas: spec.replicas ?? 1 },
    now,
    old.map((set) => generationOf(state, set)),
  );
  const grown = scale(adopt(deployment, current), step.current);
  return {
    put: [
      ...(existing ? changed(existing, grown) : [grown]),
      ...old.flatMap((set, i) => changed(set, scale(adopt(deployment, set), step.old[i] ?? 0))),
    ],
  };
}

/** The set of the present template: the one with an equal template, else the one recorded under its name. */
function currentSet(
  state: State,
  deployment: Manifest<Deployment>,
  sets: readonly Manifest<ReplicaSet>[],
): Manifest<ReplicaSet> | undefined {
  const wanted = canonicalTemplate(deployment.object.spec.template);
  const equal = sets.find((set) => canonicalTemplate(set.object.spec.template) === wanted);
  if (equal || sets.length === 0) return equal;
  const name = setName(state, deployment);
  return sets.find((set) => set.object.metadata.name === name);
}

/** Sets that it owns, and orphans that its selector picks. */
function belongsTo(deployment: Manifest<Deployment>, set: Manifest<ReplicaSet>): boolean {
  const owner = controllerKey(set.object);
  if (owner !== undefined) return owner === keyOf(deployment.object);
  return matchesSelector(deployment.object.spec.selector, set.object.metadata.labels);
}

function setName(state: State, deployment: Manifest<Deployment>): string {
  return revisionOf(state, deployment, (hash) => `${deployment.object.metadata.name}-${hash}`);
}

function generationOf(state: State, set: Manifest<ReplicaSet>): Generation {
  const pods = podsOwnedBy(state.objects, keyOf(set.object)).filter(({ object }) => isCounted(object));
  const ready = pods.filter(({ object }) => isReady(object)).length;
  return { wanted: set.object.spec.replicas ?? 1, pods: pods.length, ready };
}

function adopt(deployment: Manifest<Deployment>, set: Manifest<ReplicaSet>): Manifest<ReplicaSet> {
  if (controllerKey(set.object) !== undefined) return set;
  const { metadata } = set.object;
  const ownerReferences = [...(metadata.ownerReferences ?? []), ownedBy(deployment.object)];
  return manifestOf({ ...set.object, metadata: { ...metadata, ownerReferences } }, set);
}

function scale(set: Manifest<ReplicaSet>, replicas: number): Manifest<ReplicaSet> {
  if ((set.object.spec.replicas ?? 1) === replicas) return set;
  return manifestOf({ ...set.object, spec: { ...set.object.spec, replicas } }, set);
}

function changed(before: Manifest<ReplicaSet>, after: Manifest<ReplicaSet>): Manifest<ReplicaSet>[] {
  return before === after ? [] : [after];
}

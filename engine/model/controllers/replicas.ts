import {
  manifestOf,
  refOf,
  type Manifest,
  type Pod,
  type StringMap,
  type Workload,
} from '../../kube/index.ts';
import type { State } from '../state.ts';
import { deletePods } from './delete-pods.ts';
import { memoryOf, type Edit } from './edit.ts';
import { makePod } from './make-pod.ts';
import { NewNames } from './new-names.ts';
import { keyOf, ownedBy } from './owner.ts';
import { isCounted } from './pod-conditions.ts';
import { orphanPods, podsOwnedBy } from './pod-index.ts';
import { workloadKey } from './seen-pods.ts';
import { victims } from './victims.ts';

/** How many pods an owner keeps, and which it takes for its own. */
export interface Replicas {
  readonly count: number;
  /** Labels that all of its pods have: orphans are found by them quickly. */
  readonly labels: StringMap;
  readonly selects: (labels: StringMap | undefined) => boolean;
  /** Labels of new pods beside those of the template. */
  readonly extraLabels?: StringMap;
}

/**
 * Keeps an owner's number of pods: takes in orphans that its selector picks, lets go of pods whose
 * labels it no longer picks, makes what is missing, deletes what is too much (`PodControllerRefManager`).
 */
export function keepReplicas(state: State, owner: Manifest<Workload>, wanted: Replicas): Edit {
  const owned = podsOwnedBy(state.objects, keyOf(owner.object));
  const isMine = ({ object }: Manifest<Pod>): boolean => wanted.selects(object.metadata.labels);
  const leaving = owned.filter((pod) => !isMine(pod));
  const orphans = orphanPods(state.objects, refOf(owner.object).namespace, wanted.labels);
  const adopted = orphans.filter((pod) => isCounted(pod.object) && isMine(pod));
  const mine = [...owned.filter(isMine), ...adopted].filter(({ object }) => isCounted(object));
  const missing = wanted.count - mine.length;
  const names = new NewNames(state, owner.object);
  const made = Array.from({ length: Math.max(0, missing) }, () =>
    makePod(owner, { name: names.next(), labels: wanted.extraLabels ?? {} }),
  );
  const deleted = missing < 0 ? deletePods(state, victims(mine, -missing, seen(state, owner))) : {};
  return {
    put: [
      ...leaving.map((pod) => withOwners(pod, [])),
      ...adopted.map((pod) => withOwners(pod, [ownedBy(owner.object)])),
      ...made,
      ...(deleted.put ?? []),
    ],
    remove: deleted.remove ?? [],
  };
}

function seen(state: State, owner: Manifest<Workload>): readonly string[] {
  const key = workloadKey(state, owner.object) ?? keyOf(owner.object);
  return memoryOf(state).pods.get(key) ?? [];
}

/** The pod with its managing owner replaced; owners of other kinds stay. */
function withOwners(
  pod: Manifest<Pod>,
  managing: NonNullable<Pod['metadata']['ownerReferences']>,
): Manifest<Pod> {
  const { metadata } = pod.object;
  const others = metadata.ownerReferences?.filter(({ controller }) => controller !== true) ?? [];
  const ownerReferences = [...others, ...managing];
  return manifestOf({ ...pod.object, metadata: { ...metadata, ownerReferences } }, pod);
}

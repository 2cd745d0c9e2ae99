import type { Manifest, StringMap, Workload } from '../../kube/index.ts';
import type { State } from '../state.ts';
import { claimPods, type Claim } from './claim.ts';
import { deletePods } from './delete-pods.ts';
import { memoryOf, type Edit } from './edit.ts';
import { makePod } from './make-pod.ts';
import { NewNames } from './new-names.ts';
import { keyOf } from './owner.ts';
import { isCounted } from './pod-conditions.ts';
import { workloadKey } from './seen-pods.ts';
import { victims } from './victims.ts';

/** How many pods an owner keeps, and which it takes for its own. */
export interface Replicas extends Claim {
  readonly count: number;
  /** Labels of new pods beside those of the template. */
  readonly extraLabels?: StringMap;
}

/** Keeps an owner's number of pods: claims them, makes what is missing, deletes what is too much. */
export function keepReplicas(state: State, owner: Manifest<Workload>, wanted: Replicas): Edit {
  const claimed = claimPods(state, owner.object, wanted);
  const mine = claimed.pods.filter(({ object }) => isCounted(object));
  const missing = wanted.count - mine.length;
  const names = new NewNames(state, owner.object);
  const made = Array.from({ length: Math.max(0, missing) }, () =>
    makePod(owner, { name: names.next(), labels: wanted.extraLabels }),
  );
  const deleted = deletePods(state, victims(mine, Math.max(0, -missing), seen(state, owner)));
  return { put: [...claimed.put, ...made, ...deleted.put], remove: deleted.remove };
}

function seen(state: State, owner: Manifest<Workload>): readonly string[] {
  const key = workloadKey(state, owner.object) ?? keyOf(owner.object);
  return memoryOf(state).pods.get(key) ?? [];
}

import { manifestOf, type Manifest, type Pod } from '../../kube/index.ts';
import type { State } from '../state.ts';
import type { Edit } from './edit.ts';
import { isTerminating } from './pod-conditions.ts';
import { isSilent } from './silent-nodes.ts';

/**
 * Deletes pods to the end. A pod on a node that nobody hears of stays, being deleted: no kubelet
 * confirms that it stopped.
 */
export function deletePods(state: State, pods: readonly Manifest<Pod>[]): Required<Edit> {
  const stays = (pod: Manifest<Pod>): boolean => isSilent(state, pod.object.spec.nodeName ?? '');
  return {
    remove: pods.filter((pod) => !stays(pod)),
    put: pods
      .filter((pod) => stays(pod) && !isTerminating(pod.object))
      .map((pod) => beingDeleted(state, pod)),
  };
}

/** The pod with its deletion under way. */
export function beingDeleted(state: State, pod: Manifest<Pod>): Manifest<Pod> {
  const { metadata } = pod.object;
  const deletionTimestamp = timestamp(state.now + graceOf(pod.object));
  return manifestOf({ ...pod.object, metadata: { ...metadata, deletionTimestamp } }, pod);
}

/** Seconds between the wish to delete a pod and the last resort: the API server writes them into every pod. */
export function graceOf(pod: Pod): number {
  return pod.spec.terminationGracePeriodSeconds!;
}

/** A second of the model as the API writes times; the first snapshot is the Unix epoch. */
export function timestamp(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000', '');
}

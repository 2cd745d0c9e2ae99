import {
  manifestOf,
  refOf,
  type KubeObject,
  type Manifest,
  type Pod,
  type StringMap,
} from '../../kube/index.ts';
import type { State } from '../state.ts';
import { keyOf, ownedBy } from './owner.ts';
import { isCounted } from './pod-conditions.ts';
import { orphanPods, podsOwnedBy } from './pod-index.ts';

/** Which pods an owner takes for its own. */
export interface Claim {
  /** Labels that all of its pods have: orphans are found by them quickly. */
  readonly labels: StringMap;
  readonly selects: (labels: StringMap | undefined) => boolean;
}

export interface Claimed {
  readonly pods: readonly Manifest<Pod>[];
  /** Pods that are let go, and those that are taken in. */
  readonly put: readonly Manifest<Pod>[];
}

/**
 * The pods of an owner: orphans that its selector picks are taken in, pods whose labels it no longer picks are let
 * go (`PodControllerRefManager`).
 */
export function claimPods(state: State, owner: KubeObject, { labels, selects }: Claim): Claimed {
  const owned = podsOwnedBy(state.objects, keyOf(owner));
  const isMine = ({ object }: Manifest<Pod>): boolean => selects(object.metadata.labels);
  const adopted = orphanPods(state.objects, refOf(owner).namespace, labels)
    .filter((pod) => isCounted(pod.object) && isMine(pod))
    .map((pod) => withOwners(pod, [ownedBy(owner)]));
  const leaving = owned.filter((pod) => !isMine(pod)).map((pod) => withOwners(pod, []));
  return { pods: [...owned.filter(isMine), ...adopted], put: [...leaving, ...adopted] };
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

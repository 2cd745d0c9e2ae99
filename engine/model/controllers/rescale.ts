import { limits, type Generation, type RolloutSpec } from './rollout.ts';

/** A ReplicaSet as its Deployment left it when it scaled it last. */
export interface Sized extends Generation {
  /** What the Deployment asked for then. */
  readonly desired?: number | undefined;
  /** How many pods the Deployment could have had then, those that surge among them. */
  readonly most?: number | undefined;
}

/**
 * How many pods each ReplicaSet should have after the Deployment's `replicas` changed. Where one alone has pods it
 * takes the difference, so does the newest where none has. In the middle of a rolling update each takes its part,
 * and the largest what is left over (`scale` of the deployment controller).
 *
 * @param sets newest first
 * @param current which of them has the present template
 * @returns sizes in the order of the sets; nothing for those that are not touched
 */
export function rescale(
  spec: RolloutSpec,
  sets: readonly Sized[],
  current: Sized | undefined,
): readonly (number | undefined)[] {
  const { replicas } = spec;
  const active = sets.filter(({ wanted }) => wanted > 0);
  if (active.length < 2) {
    const only = active[0] ?? sets[0];
    return sets.map((set) => (set === only ? replicas : undefined));
  }
  if (current && isSaturated(current, replicas)) {
    return sets.map((set) => (set !== current && set.wanted > 0 ? 0 : undefined));
  }
  if (!isRolling(spec)) return sets.map(() => undefined);
  const sizes = inProportion(spec, active);
  return sets.map((set) => sizes.get(set));
}

/** Pods at most, those that surge among them. */
export function mostPods(spec: RolloutSpec): number {
  return spec.replicas + (isRolling(spec) ? limits(spec).surge : 0);
}

function isRolling({ strategy }: RolloutSpec): boolean {
  return strategy?.type !== 'Recreate';
}

function isSaturated({ wanted, ready, desired }: Sized, replicas: number): boolean {
  return wanted === replicas && desired === replicas && ready === replicas;
}

function inProportion(spec: RolloutSpec, active: readonly Sized[]): ReadonlyMap<Sized, number> {
  const before = active.reduce((sum, { wanted }) => sum + wanted, 0);
  const most = spec.replicas > 0 ? mostPods(spec) : 0;
  const pods = active.reduce((sum, set) => sum + set.pods, 0);
  const change = most - before;
  // Of equals, newer ones grow first and older ones shrink first.
  const ordered = (change < 0 ? active.toReversed() : active).toSorted((a, b) => b.wanted - a.wanted);
  let left = change;
  const sizes = new Map<Sized, number>();
  for (const set of ordered) {
    const share = Math.round((set.wanted * most) / (set.most || pods || set.wanted)) - set.wanted;
    const part = left === 0 ? 0 : left > 0 ? Math.min(share, left) : Math.max(share, left);
    sizes.set(set, set.wanted + part);
    left -= part;
  }
  const [largest] = ordered;
  sizes.set(largest!, Math.max(0, sizes.get(largest!)! + left));
  return sizes;
}

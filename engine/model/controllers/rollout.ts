import { intOrPercent } from './int-or-percent.ts';

/** The pods of one template of a Deployment. */
export interface Generation {
  /** What its ReplicaSet asks for. */
  readonly wanted: number;
  readonly pods: number;
  readonly ready: number;
  /** All pods that have not ended, those being deleted among them. */
  readonly present: number;
}

/** What of a Deployment's spec decides a rollout. */
export interface RolloutSpec {
  readonly replicas: number;
  readonly strategy?: {
    readonly type?: string;
    readonly rollingUpdate?: {
      readonly maxSurge?: number | string;
      readonly maxUnavailable?: number | string;
    };
  };
}

export interface RolloutStep {
  readonly current: number;
  /** In the order of the old generations. */
  readonly old: readonly number[];
}

/**
 * How many pods each generation should have next. With Recreate the new one starts when the last old pod is gone. Called again and again it comes to rest: with the
 * old generations gone, or, where new pods don't get ready, with as many old pods as
 * `maxUnavailable` protects and as many new ones as `maxSurge` allows.
 */
export function rolloutStep(spec: RolloutSpec, now: Generation, old: readonly Generation[]): RolloutStep {
  const { replicas } = spec;
  const none = old.map(() => 0);
  if (spec.strategy?.type === 'Recreate') {
    const isGone = old.every(({ wanted, present }) => wanted === 0 && present === 0);
    return { current: isGone ? replicas : now.wanted, old: none };
  }
  const { surge, unavailable } = limits(spec);
  const oldWanted = sum(old.map(({ wanted }) => wanted));
  // Pods of one template are alike: once the first are ready, the others will be, so the many small
  // steps of a real rollout become one.
  const proven = now.pods > 0 && now.ready === now.pods && now.pods === now.wanted;
  const current = proven ? replicas : Math.min(replicas, Math.max(now.wanted, replicas + surge - oldWanted));
  return { current, old: shrink(old, now.ready, replicas - unavailable) };
}

/** Takes old pods away: unready ones first, then as many as the ready ones exceed the minimum. */
function shrink(old: readonly Generation[], newReady: number, minimum: number): readonly number[] {
  let room = sum(old.map(({ wanted }) => wanted)) + newReady - minimum;
  const healthy = old.map(({ wanted, ready }) => {
    const gone = Math.max(0, Math.min(room, wanted - ready));
    room -= gone;
    return wanted - gone;
  });
  let spare = newReady + sum(old.map(({ ready }) => ready)) - minimum;
  return healthy.map((wanted) => {
    const gone = Math.max(0, Math.min(spare, wanted));
    spare -= gone;
    return wanted - gone;
  });
}

/** Surge rounds up, unavailable rounds down; both zero would never move (`ResolveFenceposts`). */
export function limits({ replicas, strategy }: RolloutSpec): { surge: number; unavailable: number } {
  const { maxSurge = '25%', maxUnavailable = '25%' } = strategy?.rollingUpdate ?? {};
  const surge = intOrPercent(maxSurge, replicas, Math.ceil)!;
  const unavailable = intOrPercent(maxUnavailable, replicas, Math.floor)!;
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

/** Maturity of a feature. `deprecated` ones are on their way out, and can be switched until they are gone. */
export type Stage = 'alpha' | 'beta' | 'GA' | 'deprecated';

/** From one minor release on: how mature a feature is, and whether it is on if nobody says otherwise. */
export interface Milestone {
  readonly since: string;
  readonly stage: Stage;
  readonly on: boolean;
  /** Nobody can switch it any more (`LockToDefault`). */
  readonly locked: boolean;
}

export type Component = 'kube-proxy' | 'kube-apiserver' | 'kube-controller-manager';

/** A feature gate that changes how flows end or what the API server takes. */
export interface Gate {
  /** What it turns on, as a sentence about the cluster. */
  readonly means: string;
  /** A KEP, an API field, an upstream test. */
  readonly evidence: string;
  /** Who reads it. */
  readonly of: readonly Component[];
  /** Oldest first. Before the first one the feature does not exist. */
  readonly milestones: readonly Milestone[];
  /** From this release on it is gone, and the feature with it. */
  readonly removed?: string;
}

/** Gates that somebody switched, by name; `AllAlpha` and `AllBeta` switch all of a stage that are not named. */
export type GateSettings = Readonly<Record<string, boolean>>;

export function alpha(since: string): Milestone {
  return { since, stage: 'alpha', on: false, locked: false };
}

export function beta(since: string): Milestone {
  return { since, stage: 'beta', on: true, locked: false };
}

/** Beta, but off like an alpha. */
export function betaOff(since: string): Milestone {
  return { since, stage: 'beta', on: false, locked: false };
}

export function ga(since: string): Milestone {
  return { since, stage: 'GA', on: true, locked: true };
}

/** GA, and for a release or two it can still be switched off. */
export function gaUnlocked(since: string): Milestone {
  return { since, stage: 'GA', on: true, locked: false };
}

export function deprecated(since: string, on: boolean): Milestone {
  return { since, stage: 'deprecated', on, locked: false };
}

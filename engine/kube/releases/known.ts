import type { Problem } from '../../errors/index.ts';
import type { Version } from '../cluster.ts';
import { formatVersion, isAtLeast } from '../version.ts';

/** The releases whose rules the model has. */
export const oldestKnown: Version = { major: 1, minor: 17 };
export const newestKnown: Version = { major: 1, minor: 37 };

/** Every release whose rules the model has, oldest first. */
export const knownReleases: readonly Version[] = Array.from(
  { length: newestKnown.minor - oldestKnown.minor + 1 },
  (_, i) => ({ major: 1, minor: oldestKnown.minor + i }),
);

/** What the model makes of a release that somebody names. */
export interface ReleaseSettled {
  readonly version: Version;
  /** Too old: the model has no rules for it. */
  readonly problem?: Problem;
  /** Too new: the newest one that is known stands in. */
  readonly warning?: Problem;
}

/** A release as the model takes it. */
export function settleRelease(version: Version): ReleaseSettled {
  const named = `Kubernetes ${formatVersion(version)}`;
  const range = `${formatVersion(oldestKnown)} to ${formatVersion(newestKnown)}`;
  if (!isAtLeast(version, formatVersion(oldestKnown))) {
    return {
      version,
      problem: { what: `${named} is too old: the model does not have its rules`, expected: range },
    };
  }
  const next = { ...newestKnown, minor: newestKnown.minor + 1 };
  if (!isAtLeast(version, formatVersion(next))) return { version };
  return {
    version: newestKnown,
    warning: {
      what: `${named} is not known yet: the rules of ${formatVersion(newestKnown)} stand in`,
      expected: range,
    },
  };
}

import { formatVersion } from '../version.ts';
import type { Behaviour } from './behaviour.ts';
import { behaviours } from './behaviours.ts';
import type { Gate, Milestone } from './gate.ts';
import { gates } from './gates.ts';
import { knownReleases, newestKnown, oldestKnown } from './known.ts';

/** A feature gate as a row: the release of each stage, or nothing where it never was or will be there. */
export interface FeatureRow {
  readonly name: string;
  readonly means: string;
  readonly evidence: string;
  readonly readBy: readonly string[];
  readonly alpha: string | undefined;
  /** From when on it is on if nobody says otherwise. */
  readonly on: string | undefined;
  readonly ga: string | undefined;
  /** `deprecated 1.36`, `gone 1.22` */
  readonly end: string | undefined;
}

/** Every gate that decides, by name. */
export function featureRows(): readonly FeatureRow[] {
  return Object.entries<Gate>(gates).map(([name, { means, evidence, of, milestones, removed }]) => {
    const since = (test: (milestone: Milestone) => boolean): string | undefined =>
      milestones.find(test)?.since;
    const deprecated = since(({ stage }) => stage === 'deprecated');
    const ends = [
      ...(deprecated === undefined ? [] : [`deprecated ${deprecated}`]),
      ...(removed === undefined ? [] : [`gone ${removed}`]),
    ];
    return {
      name,
      means,
      evidence,
      readBy: of,
      alpha: since(({ stage }) => stage === 'alpha'),
      on: since(({ on }) => on),
      ga: since(({ stage }) => stage === 'GA'),
      end: ends.length === 0 ? undefined : ends.join(', '),
    };
  });
}

/** What changed without a gate: in which releases it was how, oldest first. */
export interface BehaviourRowWords {
  readonly means: string;
  readonly evidence: string;
  readonly cases: readonly { readonly when: string; readonly does: string }[];
}

export function behaviourRows(): readonly BehaviourRowWords[] {
  return Object.values<Behaviour<unknown>>(behaviours).map(({ means, evidence, rows }) => ({
    means,
    evidence,
    cases: rows.map(({ since, words }, i) => ({ when: range(since, rows[i + 1]?.since), does: words })),
  }));
}

/** `1.17 to 1.20`, `until 1.23`, `from 1.24 on`: the releases from one on, before another. */
function range(since: string, before: string | undefined): string {
  const from = minorOf(since) <= oldestKnown.minor ? undefined : since;
  if (before === undefined) return from === undefined ? 'always' : `from ${from} on`;
  const last = `1.${minorOf(before) - 1}`;
  if (from === undefined) return `until ${last}`;
  return from === last ? last : `${from} to ${last}`;
}

function minorOf(release: string): number {
  return Number(release.split('.')[1]);
}

/** `1.17 to 1.37` */
export function knownRange(): string {
  return `${formatVersion(knownReleases[0] ?? oldestKnown)} to ${formatVersion(newestKnown)}`;
}

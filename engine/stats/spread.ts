import { atLeast, atMost } from './binomial.ts';

/** How often one backend was met, and how often it should be. */
export interface Cell {
  readonly name: string;
  readonly count: number;
  /** Of all new connections, 0 to 1. */
  readonly share: number;
}

export interface SpreadCheck {
  readonly ok: boolean;
  readonly total: number;
  /** How often such a check fails though the shares are right; never more than this. */
  readonly errorProbability: number;
  /** The cell that is least likely, and the chance that one as far off or farther comes up anywhere. */
  readonly worst?: Cell & { readonly chance: number };
}

/**
 * Whether counts are what the shares let expect: for each backend the exact binomial tail of its
 * count, doubled for the two sides and multiplied by the number of backends (Bonferroni), so the
 * stated error probability holds for the whole check. A backend with share 0 must not be met at all.
 * One finished sample is judged; there is no second draw.
 */
export function checkSpread(cells: readonly Cell[], errorProbability = 1e-6): SpreadCheck {
  const total = cells.reduce((sum, cell) => sum + cell.count, 0);
  const judged = cells.map((cell) => {
    const tail = Math.min(atLeast(total, cell.share, cell.count), atMost(total, cell.share, cell.count));
    return { ...cell, chance: Math.min(1, 2 * tail * cells.length) };
  });
  const [worst] = judged.sort((a, b) => a.chance - b.chance || (a.name < b.name ? -1 : 1));
  const ok = total > 0 && (worst?.chance ?? 1) >= errorProbability;
  return { ok, total, errorProbability, ...(worst && { worst }) };
}

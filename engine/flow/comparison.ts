/** What came of holding two things against each other. Equal means: no difference. */
export interface Comparison {
  /** In words, one for each thing that is not as it should be. */
  readonly differences: readonly string[];
  /** What was accepted though it is not certain, in words. */
  readonly notes: readonly string[];
}

export const same: Comparison = { differences: [], notes: [] };

export function differs(...differences: readonly string[]): Comparison {
  return { differences, notes: [] };
}

export function isSame(comparison: Comparison): boolean {
  return comparison.differences.length === 0;
}

/** All differences and notes of several comparisons, each said once. */
export function combine(...comparisons: readonly Comparison[]): Comparison {
  return {
    differences: [...new Set(comparisons.flatMap((one) => one.differences))],
    notes: [...new Set(comparisons.flatMap((one) => one.notes))],
  };
}

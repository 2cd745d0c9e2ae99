import reasons from './reasons.json' with { type: 'json' };
import type { Mutant } from './mutant.ts';

/** Why a mutant changes nothing that anybody could notice. */
export interface Reason {
  readonly file: string;
  readonly code: string;
  /** As the run prints it; all mutants of the line if left out. */
  readonly what?: string;
  readonly reason: string;
}

const known: readonly Reason[] = reasons;

export function isEquivalent(mutant: Mutant): boolean {
  return known.some((reason) => fits(reason, mutant));
}

/** Reasons for code that is gone. */
export function unusedReasons(mutants: readonly Mutant[], folders: readonly string[]): readonly Reason[] {
  return known.filter(
    (reason) =>
      folders.some((folder) => reason.file.startsWith(folder)) &&
      !mutants.some((mutant) => fits(reason, mutant)),
  );
}

function fits({ file, code, what }: Reason, mutant: Mutant): boolean {
  return mutant.file === file && mutant.code === code && (what === undefined || mutant.what === what);
}

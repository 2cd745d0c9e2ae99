import type { Job } from '../../types/workload.ts';
import type { Judge } from '../judge.ts';
import { dns1123LabelFaults } from '../names.ts';

const mostFailed = 100_000;
const mostAtOnce = 100_000;

/** Pods with a number, and what needs one (`validateJobSpec`). */
export function validateIndexes(judge: Judge, { metadata, spec }: Job, isNew: boolean): void {
  const { completionMode = 'NonIndexed', completions, parallelism = 1 } = spec;
  const { backoffLimitPerIndex, maxFailedIndexes } = spec;
  if (maxFailedIndexes !== undefined && backoffLimitPerIndex === undefined) {
    judge.required(['spec', 'backoffLimitPerIndex'], 'when maxFailedIndexes is specified');
  }
  if (completionMode === 'NonIndexed') {
    const numbered = { backoffLimitPerIndex, maxFailedIndexes };
    for (const [field, value] of Object.entries(numbered)) {
      if (value !== undefined) judge.invalid(['spec', field], value, 'requires indexed completion mode');
    }
    return;
  }
  judge.oneOf(['spec', 'completionMode'], completionMode, ['NonIndexed', 'Indexed']);
  if (completionMode !== 'Indexed') return;
  if (completions === undefined) {
    judge.required(['spec', 'completions'], 'when completion mode is Indexed');
  }
  if (parallelism > mostAtOnce) {
    const why = `must be less than or equal to ${mostAtOnce} when completion mode is Indexed`;
    judge.invalid(['spec', 'parallelism'], parallelism, why);
  }
  const failed = maxFailedIndexes ?? 0;
  if (completions !== undefined && maxFailedIndexes !== undefined && failed > completions) {
    judge.invalid(['spec', 'maxFailedIndexes'], failed, 'must be less than or equal to completions');
  }
  if (failed > mostFailed) {
    judge.invalid(['spec', 'maxFailedIndexes'], failed, `must be less than or equal to ${mostFailed}`);
  }
  if (!isNew || completions === undefined || completions < 1) return;
  const last = `${metadata.name}-${completions - 1}`;
  if (dns1123LabelFaults(last).length === 0) return;
  const why = `will not able to create pod with invalid DNS label: ${last}`;
  judge.invalid(['metadata', 'name'], metadata.name, why);
}

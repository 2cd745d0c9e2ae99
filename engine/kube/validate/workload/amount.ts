import type { FieldPath } from '../../manifest.ts';
import type { Amount } from '../../types/workload.ts';
import type { Judge } from '../judge.ts';
import { percentFaults } from '../names.ts';

/** A count or a share (`ValidatePositiveIntOrPercent`). */
export function validateAmount(judge: Judge, amount: Amount, path: FieldPath): void {
  if (typeof amount === 'number') judge.notNegative(path, amount);
  else judge.named(path, amount, percentFaults(amount));
}

/** `IsNotMoreThan100Percent`. */
export function notMoreThanAll(judge: Judge, amount: Amount, path: FieldPath): void {
  if (isShare(amount) && Number.parseInt(amount, 10) > 100) {
    judge.invalid(path, amount, 'must not be greater than 100%');
  }
}

/** True for 0, 0% and texts that are no number (`getIntOrPercentValue`). */
export function isNone(amount: Amount): boolean {
  if (typeof amount === 'number') return amount === 0;
  return isShare(amount) || /^[-+]?\d+$/.test(amount) ? Number.parseInt(amount, 10) === 0 : true;
}

function isShare(amount: Amount): amount is string {
  return typeof amount === 'string' && percentFaults(amount).length === 0;
}

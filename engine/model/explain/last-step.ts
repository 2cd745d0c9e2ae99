import type { Answer } from '../../flow/index.ts';
import type { Cause } from './cause.ts';

/** The decision that ended the way, where nothing is known better. */
export function lastStep({ trace }: Answer): Cause[] {
  const decisions = trace.filter(({ rule }) => rule !== 'source-address');
  return decisions.slice(-1).map(({ decision, from }) => ({ text: decision, place: from }));
}

import { ClusterError, ExpectationFailed, UserError, type Place } from './engine.ts';

/** What a user can put right is said without a stack trace, and with the sentence where nothing else has a place. */
export function tellable(error: unknown, place?: Place): unknown {
  const told =
    error instanceof UserError && place
      ? new UserError(error.problems.map((one) => ({ ...one, where: one.where ?? place })))
      : error;
  const known =
    told instanceof UserError || told instanceof ClusterError || told instanceof ExpectationFailed;
  if (known) told.stack = told.message;
  return told;
}

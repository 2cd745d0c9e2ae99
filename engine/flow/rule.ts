/** The rules a packet can meet, in the order it meets them. Each names a file of the model that decides it. */
export const rules = [
  'client',
  'name',
  'destination',
  'source-ranges',
  'usable-endpoints',
  'reject',
  'drop',
  'affinity',
  'choice',
  'source-address',
  'listener',
  'routing',
] as const;
export type Rule = (typeof rules)[number];

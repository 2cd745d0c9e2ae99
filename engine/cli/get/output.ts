export const outputs = ['table', 'wide', 'yaml', 'json', 'name'] as const;

/** How `reachform get` prints. */
export type Output = (typeof outputs)[number];

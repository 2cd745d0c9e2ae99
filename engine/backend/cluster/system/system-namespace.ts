/** Holds what belongs to no scenario: the probers on the nodes' networks, and notes. */
export const systemNamespace = 'reachform-system';

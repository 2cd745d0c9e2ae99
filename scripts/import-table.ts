/**
 * Which folder may import from which. The linter's configuration is written from this table by
 * `node scripts/write-lint-config.ts`; a unit test keeps the two in step.
 */
export const importTable: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  kube: ['errors'],
  flow: ['errors', 'kube'],
  stats: [],
  model: ['errors', 'kube', 'flow'],
  analysis: ['errors', 'kube', 'flow', 'model'],
  fuzz: ['errors', 'kube', 'flow', 'model'],
  report: ['errors', 'kube', 'flow'],
  backend: ['errors', 'kube', 'flow'],
  run: ['errors', 'kube', 'flow', 'model', 'stats', 'backend', 'analysis', 'report'],
  library: ['errors', 'kube', 'flow', 'model', 'run'],
  cli: ['errors', 'kube', 'flow', 'model', 'stats', 'backend', 'analysis', 'fuzz', 'run', 'report'],
};

/** Files below these folders of a folder may import more than their folder. */
export const exceptions: Readonly<Record<string, readonly string[]>> = {
  'backend/in-process': ['errors', 'kube', 'flow', 'model'],
  'backend/recorded': ['errors', 'kube', 'flow', 'model'],
};

/** No Node built-in, no process, no clock, no randomness. */
export const pureFolders: readonly string[] = [
  'errors',
  'kube',
  'flow',
  'stats',
  'model',
  'analysis',
  'report',
];

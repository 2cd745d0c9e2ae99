export { describe, describedKinds, type Surroundings } from './describe/index.ts';
export { elasticTabs } from './elastic-tabs.ts';
export { age, humanDuration } from './human-duration.ts';
export { formatLabels, formatSelector } from './labels.ts';
export { printJson, printYaml } from './print-objects.ts';
export { printTable, type TableOptions } from './print-table.ts';
export {
  allKinds,
  findResource,
  resourceName,
  resourceOf,
  resources,
  resourceWords,
  type Resource,
} from './resource.ts';
export { textTable } from './text-table.ts';

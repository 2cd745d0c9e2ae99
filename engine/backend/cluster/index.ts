export { ClusterBackEnd, type ClusterBackEndOptions, type FindCluster } from './cluster-back-end.ts';
export { KindPool } from './kind/kind-pool.ts';
export { kindOptions, type KindOptions } from './kind/kind-options.ts';
export type { ClusterPlan } from './kind/cluster-plan.ts';
export type { LiveCluster } from './live-cluster.ts';
export type { Progress, ProgressEvent } from './progress.ts';
export { clusterWide } from './scenario/apply-change.ts';

export type * from './types/index.ts';
export type { Cluster, DetectLocalMode, ProxyConfig, ProxyMode, Version } from './cluster.ts';
export { formatPath, type FieldPath, type Manifest } from './manifest.ts';
export { formatRef, isClusterScoped, refOf, type Ref } from './ref.ts';

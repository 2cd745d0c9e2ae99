export type * from './meta.ts';
export type * from './node.ts';
export type * from './pod.ts';
export type * from './workload.ts';
export type * from './service.ts';
export type * from './endpoints.ts';

import type { KubeObject, LabelSelector, StringMap } from './meta.ts';
import type { PodTemplate } from './pod.ts';

interface WorkloadOf<K extends string, S> extends KubeObject {
  readonly kind: K;
  readonly spec: S & { readonly template: PodTemplate };
  readonly status?: Readonly<Record<string, unknown>>;
}

export type Deployment = WorkloadOf<
  'Deployment',
  { readonly replicas?: number; readonly selector: LabelSelector }
>;
export type ReplicaSet = WorkloadOf<
  'ReplicaSet',
  { readonly replicas?: number; readonly selector: LabelSelector }
>;
export type ReplicationController = WorkloadOf<
  'ReplicationController',
  { readonly replicas?: number; readonly selector?: StringMap }
>;
export type StatefulSet = WorkloadOf<
  'StatefulSet',
  { readonly replicas?: number; readonly selector: LabelSelector; readonly serviceName?: string }
>;
export type DaemonSet = WorkloadOf<'DaemonSet', { readonly selector: LabelSelector }>;
export type Job = WorkloadOf<
  'Job',
  {
    readonly parallelism?: number;
    readonly completions?: number;
    readonly completionMode?: string;
    readonly suspend?: boolean;
  }
>;

export type Workload = Deployment | ReplicaSet | ReplicationController | StatefulSet | DaemonSet | Job;

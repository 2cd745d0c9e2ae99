import type { KubeObject, LabelSelector, StringMap } from './meta.ts';
import type { PodTemplate } from './pod.ts';

interface WorkloadOf<K extends string, S> extends KubeObject {
  readonly kind: K;
  readonly spec: S & { readonly template: PodTemplate };
  readonly status?: Readonly<Record<string, unknown>>;
}

/** A count, or a share of all in percent. */
export type Amount = number | string;

interface RollingUpdate {
  readonly maxUnavailable?: Amount;
  readonly maxSurge?: Amount;
}

export type Deployment = WorkloadOf<
  'Deployment',
  {
    readonly replicas?: number;
    readonly selector: LabelSelector;
    readonly minReadySeconds?: number;
    readonly progressDeadlineSeconds?: number;
    readonly strategy?: { readonly type?: string; readonly rollingUpdate?: RollingUpdate };
  }
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
  {
    readonly replicas?: number;
    readonly selector: LabelSelector;
    readonly serviceName?: string;
    readonly podManagementPolicy?: string;
    readonly ordinals?: { readonly start?: number };
    readonly updateStrategy?: {
      readonly type?: string;
      readonly rollingUpdate?: { readonly partition?: number; readonly maxUnavailable?: Amount };
    };
    readonly persistentVolumeClaimRetentionPolicy?: {
      readonly whenDeleted?: string;
      readonly whenScaled?: string;
    };
  }
>;
export type DaemonSet = WorkloadOf<
  'DaemonSet',
  {
    readonly selector: LabelSelector;
    readonly updateStrategy?: { readonly type?: string; readonly rollingUpdate?: RollingUpdate };
  }
>;
export type Job = WorkloadOf<
  'Job',
  {
    readonly parallelism?: number;
    readonly completions?: number;
    readonly completionMode?: string;
    readonly suspend?: boolean;
    readonly selector?: LabelSelector;
    readonly manualSelector?: boolean;
    readonly backoffLimitPerIndex?: number;
    readonly maxFailedIndexes?: number;
    readonly podFailurePolicy?: unknown;
    readonly successPolicy?: unknown;
    readonly podReplacementPolicy?: string;
  }
>;

export type Workload = Deployment | ReplicaSet | ReplicationController | StatefulSet | DaemonSet | Job;

import type { Container, KubeObject, ObjectMeta, PodSpec } from '../../../kube/index.ts';

/** Fields that only this back end reads; the model has no use for them. */
export interface LooseContainer extends Container {
  readonly envFrom?: readonly LooseEnvFrom[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  readonly lifecycle?: {
    readonly preStop?: Handler & { readonly sleep?: { readonly seconds: number } };
    readonly postStart?: Handler;
  };
}

interface Handler {
  readonly exec?: { readonly command?: readonly string[] };
}

export interface LooseEnvFrom {
  readonly configMapRef?: object;
  readonly secretRef?: object;
}

export interface LooseEnv {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly configMapKeyRef?: object;
    readonly secretKeyRef?: object;
    readonly fieldRef?: { readonly fieldPath: string };
  };
}

export interface LooseVolume {
  readonly name: string;
  readonly secret?: { readonly secretName?: string };
}

export interface LoosePodSpec extends PodSpec {
  readonly containers: readonly LooseContainer[];
  readonly initContainers?: readonly LooseContainer[];
  readonly volumes?: readonly LooseVolume[];
}

/** Metadata as the API server returns it. */
export interface FullMeta extends ObjectMeta {
  readonly generation?: number;
  readonly resourceVersion?: string;
  readonly managedFields?: unknown;
  readonly selfLink?: string;
  readonly deletionGracePeriodSeconds?: number;
}

/** Any object, its parts at hand without knowing the kind. */
export type AnyObject = KubeObject & {
  readonly metadata: FullMeta;
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
};

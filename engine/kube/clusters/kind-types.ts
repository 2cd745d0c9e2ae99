/** A kind config (kind.x-k8s.io/v1alpha4), as far as anything here depends on it. */
export interface KindConfig {
  readonly name?: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly nodes?: readonly KindNode[];
  readonly networking?: {
    readonly ipFamily?: string;
    readonly podSubnet?: string;
    readonly serviceSubnet?: string;
    readonly kubeProxyMode?: string;
    readonly disableDefaultCNI?: boolean;
    readonly apiServerPort?: number;
  };
  readonly kubeadmConfigPatches?: readonly string[];
  readonly kubeadmConfigPatchesJSON6902?: readonly unknown[];
}

export interface KindNode {
  readonly role?: string;
  readonly image?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly extraPortMappings?: readonly {
    readonly containerPort?: number;
    readonly hostPort?: number;
    readonly listenAddress?: string;
    readonly protocol?: string;
  }[];
  readonly kubeadmConfigPatches?: readonly string[];
  readonly kubeadmConfigPatchesJSON6902?: readonly unknown[];
}

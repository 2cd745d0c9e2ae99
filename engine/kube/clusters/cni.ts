import type { Cluster } from '../cluster.ts';
import type { Manifest } from '../manifest.ts';
import type { Node } from '../types/node.ts';

/** Pod networks whose effects on flows the model knows; `none` is one that changes no flow by itself. */
export type Cni = 'kindnet' | 'none';

type Effects = Pick<Cluster, 'masqueradesPodsToNodes'>;

const effects: Readonly<Record<Cni, Effects>> = {
  /** kindnetd hides pods from what is neither on their node nor in a pod range (kubernetes-sigs/kind, ip-masq). */
  kindnet: { masqueradesPodsToNodes: true },
  none: { masqueradesPodsToNodes: false },
};

export const cniNames = Object.keys(effects) as readonly Cni[];

/** The same cluster with another pod network. */
export function withCni(cluster: Cluster, cni: Cni): Cluster {
  return { ...cluster, ...effects[cni] };
}

/** What a pod network does to flows. */
export function effectsOf(cni: Cni): Effects {
  return effects[cni];
}

/** Nodes that kind made have kindnet; of others nobody says what their pod network does. */
export function cniOf(nodes: readonly Manifest<Node>[]): Cni {
  return nodes.every(({ object }) => object.spec?.providerID?.startsWith('kind://')) ? 'kindnet' : 'none';
}

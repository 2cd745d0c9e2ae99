import type { Protocol } from '../../kube/index.ts';
import { portKey } from './listeners.ts';
import { isControlPlane, type NetworkNode } from './node.ts';

/** What every node of a kubeadm cluster has listening on its own addresses, besides pods on its network. */
const everywhere: ReadonlyMap<string, string> = new Map([
  ['10250/TCP', 'kubelet'],
  ['10256/TCP', "kube-proxy's health check"],
]);
const onControlPlanes: ReadonlyMap<string, string> = new Map([
  ['6443/TCP', 'kube-apiserver'],
  ['2379/TCP', 'etcd'],
  ['2380/TCP', 'etcd'],
]);

/** The program of the node itself that listens there, in words. */
export function hostListener(node: NetworkNode, port: number, protocol: Protocol): string | undefined {
  const key = portKey(port, protocol);
  return everywhere.get(key) ?? (isControlPlane(node) ? onControlPlanes.get(key) : undefined);
}

import type { Protocol } from '../../kube/index.ts';
import { portKey } from './port-key.ts';
import { isLoopback } from './network.ts';
import { isControlPlane, type NetworkNode } from './node.ts';

type Listeners = ReadonlyMap<string, string>;

/** What the nodes of a kubeadm cluster have listening besides pods on their network, on all of their addresses. */
const everywhere: Listeners = new Map([
  ['10250/TCP', 'kubelet'],
  ['10256/TCP', "kube-proxy's health check"],
]);
const onControlPlanes: Listeners = new Map([
  ['6443/TCP', 'kube-apiserver'],
  ['2379/TCP', 'etcd'],
  ['2380/TCP', 'etcd'],
]);

/** Only for processes of the node itself; on 127.0.0.1. */
const onLoopback: Listeners = new Map([
  ['10248/TCP', "kubelet's health check"],
  ['10249/TCP', "kube-proxy's metrics"],
]);
const onLoopbackOfControlPlanes: Listeners = new Map([
  ['2381/TCP', "etcd's metrics"],
  ['10257/TCP', 'kube-controller-manager'],
  ['10259/TCP', 'kube-scheduler'],
]);

/** The program of the node itself that listens there, in words. */
export function hostListener(
  node: NetworkNode,
  address: string,
  port: number,
  protocol: Protocol,
): string | undefined {
  const tables = [
    everywhere,
    ...(isControlPlane(node) ? [onControlPlanes] : []),
    ...(isLoopback(address) ? [onLoopback] : []),
    ...(isLoopback(address) && isControlPlane(node) ? [onLoopbackOfControlPlanes] : []),
  ];
  const key = portKey(port, protocol);
  return tables.map((table) => table.get(key)).find((program) => program !== undefined);
}

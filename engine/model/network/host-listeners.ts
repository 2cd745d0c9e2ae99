import type { Protocol } from '../../kube/index.ts';
import { portKey } from './port-key.ts';
import { isLoopback } from './network.ts';
import { isControlPlane, type NetworkNode } from './node.ts';

/** A program of a node that listens. */
export interface HostListener {
  readonly program: string;
  /** It is kube-proxy's: it ends with it. */
  readonly of?: 'kube-proxy';
}

type Listeners = ReadonlyMap<string, HostListener>;

export const proxyHealth: HostListener = { program: "kube-proxy's health check", of: 'kube-proxy' };
const kubelet: HostListener = { program: 'kubelet' };
const etcd: HostListener = { program: 'etcd' };

/** What the nodes of a kubeadm cluster have listening besides pods on their network, on all of their addresses. */
const everywhere: Listeners = new Map([
  ['10250/TCP', kubelet],
  ['10256/TCP', proxyHealth],
]);
const onControlPlanes: Listeners = new Map([
  ['6443/TCP', { program: 'kube-apiserver' }],
  ['2379/TCP', etcd],
  ['2380/TCP', etcd],
]);

/** Only for processes of the node itself; on 127.0.0.1. */
const onLoopback: Listeners = new Map([
  ['10248/TCP', { program: "kubelet's health check" }],
  ['10249/TCP', { program: "kube-proxy's metrics", of: 'kube-proxy' }],
]);
const onLoopbackOfControlPlanes: Listeners = new Map([
  ['2381/TCP', { program: "etcd's metrics" }],
  ['10257/TCP', { program: 'kube-controller-manager' }],
  ['10259/TCP', { program: 'kube-scheduler' }],
]);

/** The program of the node itself that listens there. */
export function hostListener(
  node: NetworkNode,
  address: string,
  port: number,
  protocol: Protocol,
): HostListener | undefined {
  const tables = [
    everywhere,
    ...(isControlPlane(node) ? [onControlPlanes] : []),
    ...(isLoopback(address) ? [onLoopback] : []),
    ...(isLoopback(address) && isControlPlane(node) ? [onLoopbackOfControlPlanes] : []),
  ];
  const key = portKey(port, protocol);
  return tables.map((table) => table.get(key)).find((listener) => listener !== undefined);
}

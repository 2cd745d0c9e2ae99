import type { KubeObject } from './types/meta.ts';

/** Names one object; a namespace of '' means that its kind has none. */
export interface Ref {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

const clusterScoped = new Set([
  'Namespace',
  'Node',
  'IngressClass',
  'GatewayClass',
  'PersistentVolume',
  'StorageClass',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'PriorityClass',
  'RuntimeClass',
  'ServiceCIDR',
  'IPAddress',
]);

export function isClusterScoped(kind: string): boolean {
  return clusterScoped.has(kind);
}

/** The object's own name; an object without namespace lives in `default` unless its kind has none. */
export function refOf(object: KubeObject): Ref {
  const namespace = isClusterScoped(object.kind) ? '' : (object.metadata.namespace ?? 'default');
  return { kind: object.kind, namespace, name: object.metadata.name };
}

/** `Service shop/web`, `Node worker`. */
export function formatRef(ref: Ref): string {
  return `${ref.kind} ${ref.namespace === '' ? '' : `${ref.namespace}/`}${ref.name}`;
}

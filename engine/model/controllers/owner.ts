import { refOf, type KubeObject, type OwnerReference } from '../../kube/index.ts';

/** The reference to the one owner that manages an object, if it has one. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((reference) => reference.controller === true);
}

/** `ReplicaSet shop/web-5c8`: how owners are looked up. */
export function ownerKey(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace}/${name}`;
}

export function keyOf(object: KubeObject): string {
  const { kind, namespace, name } = refOf(object);
  return ownerKey(kind, namespace, name);
}

/** The key of an object's controller, which lives in the same namespace. */
export function controllerKey(object: KubeObject): string | undefined {
  const owner = controllerOf(object);
  return owner && ownerKey(owner.kind, refOf(object).namespace, owner.name);
}

/** The reference that a controller writes into what it makes. */
export function ownedBy(owner: KubeObject): OwnerReference {
  const { apiVersion, kind, metadata } = owner;
  return {
    apiVersion,
    kind,
    name: metadata.name,
    ...(metadata.uid && { uid: metadata.uid }),
    controller: true,
  };
}

/** `namespace/name`. */
export function fullName(object: KubeObject): string {
  const { namespace, name } = refOf(object);
  return `${namespace}/${name}`;
}

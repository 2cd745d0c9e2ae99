import {
  applyDefaults,
  isClusterScoped,
  manifestOf,
  refOf,
  type KubeObject,
  type Manifest,
} from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';

/** Namespaces that every cluster has. */
const everywhere = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** Namespaces that objects name and nobody declared, and those of every cluster. */
export function impliedNamespaces(objects: ObjectStore): readonly Manifest[] {
  const names = new Set(everywhere);
  for (const kind of objects.kinds()) {
    if (isClusterScoped(kind)) continue;
    for (const { object } of objects.list(kind)) names.add(refOf(object).namespace);
  }
  return [...names]
    .filter((name) => !objects.get('Namespace', '', name))
    .sort()
    .map((name) => {
      const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
      return applyDefaults(manifestOf(namespace));
    });
}

/** The object with the namespace that it lives in written into it. */
export function withNamespace(manifest: Manifest): Manifest {
  const { namespace } = refOf(manifest.object);
  const { metadata } = manifest.object;
  if (namespace === '' || metadata.namespace === namespace) return manifest;
  return manifestOf({ ...manifest.object, metadata: { ...metadata, namespace } }, manifest);
}

import { applyDefaults, manifestOf, refOf, type KubeObject, type Manifest } from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { PersistentMap } from '../tables/persistent-map.ts';
import type { Table } from '../tables/table.ts';

/** Namespaces that every cluster has. */
const everywhere = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** How many objects each namespace holds. */
const inhabited: Table<PersistentMap<number>> = {
  empty: PersistentMap.empty(),
  update: (counts, differences) => {
    const next = new Map<string, number>();
    for (const { before, after } of differences) {
      const { namespace } = refOf((after ?? before)!.object);
      const change = Number(after !== undefined) - Number(before !== undefined);
      if (namespace === '' || change === 0) continue;
      next.set(namespace, (next.get(namespace) ?? counts.get(namespace) ?? 0) + change);
    }
    return counts.with([...next].map(([name, count]) => [name, count === 0 ? undefined : count] as const));
  },
};

/** Namespaces that objects name and nobody declared, and those of every cluster. */
export function impliedNamespaces(objects: ObjectStore): readonly Manifest[] {
  return [...new Set([...everywhere, ...objects.table(inhabited).keys()])]
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

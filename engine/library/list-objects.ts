import type { KubeObject } from '../kube/index.ts';
import type { State } from '../model/index.ts';

/** The objects of a kind, sorted by namespace and name; of all namespaces if none is named. */
export function listObjects<T extends KubeObject = KubeObject>(
  state: State,
  kind: T['kind'],
  namespace?: string,
): readonly T[] {
  return state.objects.list<T>(kind, namespace).map(({ object }) => object);
}

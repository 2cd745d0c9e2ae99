import { matchesLabels, refOf, type Manifest, type Service, type StringMap } from '../kube/index.ts';
import type { ObjectStore } from './object-store.ts';
import { ObjectIndex } from './tables/object-index.ts';

/** Services with a selector by the first label that they ask for. */
const byFirstLabel = new ObjectIndex<Service>('Service', ({ object }) => {
  const [first] = Object.entries(object.spec.selector ?? {});
  return first ? [labelKey(refOf(object).namespace, ...first)] : [];
});

/** The Services of a namespace that select a pod with these labels. One without selector selects none. */
export function servicesSelecting(
  objects: ObjectStore,
  namespace: string,
  labels: StringMap | undefined,
): readonly Manifest<Service>[] {
  const asked = Object.entries(labels ?? {});
  const candidates = asked.flatMap((label) => byFirstLabel.find(objects, labelKey(namespace, ...label)));
  return candidates.filter(({ object }) => matchesLabels(object.spec.selector ?? {}, labels));
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace}\0${key}=${value}`;
}

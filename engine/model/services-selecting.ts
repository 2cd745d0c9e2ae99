import type { Manifest, Service, StringMap } from '../kube/index.ts';
import type { ObjectStore } from './object-store.ts';
import { SelectorIndex } from './tables/selector-index.ts';

/** An empty selector of a Service is none. */
const services = new SelectorIndex<Service>('Service', ({ spec: { selector } }) =>
  selector && Object.keys(selector).length > 0 ? selector : undefined,
);

/** The Services of a namespace that select a pod with these labels. */
export function servicesSelecting(
  objects: ObjectStore,
  namespace: string,
  labels: StringMap | undefined,
): readonly Manifest<Service>[] {
  return services.find(objects, namespace, labels);
}

import { refOf } from '../../../kube/index.ts';
import type { ObjectStore } from '../../object-store.ts';
import { servicesSelecting } from '../../services-selecting.ts';
import { Woken } from '../woken.ts';
import { serviceNameLabel } from './slices.ts';

/**
 * The Services that differences between two sets of objects concern: those that changed, those that select or
 * selected a pod that changed, and those whose slices or Endpoints somebody changed.
 */
export function wakeServices(before: ObjectStore, after: ObjectStore): Woken {
  const woken = new Woken();
  for (const { before: old, after: now } of after.since(before)) {
    for (const manifest of [old, now]) {
      if (!manifest) continue;
      const { kind, namespace, name } = refOf(manifest.object);
      const { labels } = manifest.object.metadata;
      const service = labels?.[serviceNameLabel];
      if (kind === 'Service' || kind === 'Endpoints') woken.add('Service', namespace, name);
      if (kind === 'EndpointSlice' && service !== undefined) woken.add('Service', namespace, service);
      if (kind !== 'Pod') continue;
      for (const { object } of servicesSelecting(after, namespace, labels)) {
        woken.add('Service', namespace, object.metadata.name);
      }
    }
  }
  return woken;
}

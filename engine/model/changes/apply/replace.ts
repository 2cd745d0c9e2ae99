import {
  applyDefaults,
  manifestOf,
  validateSpelling,
  validateUpdate,
  type Cluster,
  type Fault,
  type KubeObject,
  type Service,
} from '../../../kube/index.ts';
import type { Taken } from '../../allocation/taken.ts';
import { updateService } from './update-service.ts';

/** An object as it is stored after an update; with faults it is refused. */
export interface Replaced {
  readonly object: KubeObject;
  readonly faults: readonly Fault[];
}

/** What the API server makes of an object that is sent in the place of a stored one. */
export function replace(cluster: Cluster, taken: Taken, next: KubeObject, stored: KubeObject): Replaced {
  const { object } = applyDefaults(manifestOf(next));
  const spelling = validateSpelling(object, cluster, stored);
  if (next.kind !== 'Service') {
    return { object, faults: [...spelling, ...validateUpdate(object, stored)] };
  }
  const { service, faults } = updateService(cluster, taken, object as Service, stored as Service);
  return { object: service, faults: [...spelling, ...faults] };
}

import type { Endpoints, EndpointSlice, KubeObject, Service } from '../../../kube/index.ts';
import { elasticTabs } from '../elastic-tabs.ts';
import { describeEndpointSlice } from './endpoint-slice.ts';
import { describeEndpoints } from './endpoints.ts';
import { describeService } from './service.ts';

/** Other objects that a description draws on. */
export interface Surroundings {
  /** The EndpointSlices of a Service, sorted by name. */
  readonly slicesOf: (service: KubeObject) => readonly EndpointSlice[];
}

/** Kinds that can be described. */
export const describedKinds: readonly string[] = ['Service', 'Endpoints', 'EndpointSlice'];

/** What `kubectl describe` prints of an object of one of the described kinds. */
export function describe(object: KubeObject, { slicesOf }: Surroundings): string {
  const lines =
    object.kind === 'Service'
      ? describeService(object as Service, slicesOf(object))
      : object.kind === 'Endpoints'
        ? describeEndpoints(object as Endpoints)
        : describeEndpointSlice(object as EndpointSlice);
  return `${elasticTabs(lines.join('\n'))}\n`;
}

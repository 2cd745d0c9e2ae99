import { refOf, type EndpointSlice } from '../../../kube/index.ts';
import { ObjectIndex } from '../../tables/object-index.ts';
import { serviceNameLabel } from './slices.ts';

/** Slices of all families by the Service, `namespace/name`, that their label names. */
export const slicesByService = new ObjectIndex<EndpointSlice>('EndpointSlice', ({ object }) => {
  const service = object.metadata.labels?.[serviceNameLabel];
  return service === undefined ? [] : `${refOf(object).namespace}/${service}`;
});

import type { EndpointSlice } from '../../../kube/index.ts';
import { firstFew } from '../first-few.ts';
import { age } from '../human-duration.ts';
import { printer } from '../printer.ts';

/** `printEndpointSlice` of kubernetes/pkg/printers/internalversion. */
export const endpointSlicePrinter = printer<EndpointSlice>(
  'EndpointSlice',
  'Name | AddressType | Ports | Endpoints | Age',
  ({ metadata, addressType, ports, endpoints }, { now }) => [
    metadata.name,
    addressType,
    firstFew((ports ?? []).map(({ port, name }) => String(port ?? name ?? '*'))) || '<unset>',
    firstFew((endpoints ?? []).flatMap(({ addresses }) => addresses)) || '<unset>',
    age(metadata.creationTimestamp, now),
  ],
);

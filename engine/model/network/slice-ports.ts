import { canonicalAddress, refOf, type EndpointSlice } from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { ObjectIndex } from '../tables/object-index.ts';
import { portKey } from './port-key.ts';

/** Slices by the addresses that they list, and by address and pod where they say which pod it is. */
const slicesByAddress = new ObjectIndex<EndpointSlice>('EndpointSlice', ({ object }) => {
  const { namespace } = refOf(object);
  const keys = (object.endpoints ?? []).flatMap(({ addresses, targetRef }) =>
    addresses.flatMap((text) => {
      const address = canonicalAddress(text) ?? text;
      if (targetRef?.kind !== 'Pod') return [address];
      return [address, `${address} ${targetRef.namespace ?? namespace}/${targetRef.name}`];
    }),
  );
  return [...new Set(keys)];
});

/** The ports that slices name for an address, or for a pod at an address (`10.0.0.1 shop/web`). */
export function portsNamedFor(objects: ObjectStore, key: string): readonly string[] {
  return slicesByAddress
    .find(objects, key)
    .flatMap(({ object }) =>
      (object.ports ?? []).flatMap(({ port, protocol = 'TCP' }) => (port ? [portKey(port, protocol)] : [])),
    );
}

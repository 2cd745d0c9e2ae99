import { applyDefaults, manifestOf, type Cluster, type Manifest, type Service } from '../../kube/index.ts';
import { allocateServices } from '../allocation/allocate-services.ts';
import { builtIns } from '../controllers/built-in.ts';
import { ObjectStore } from '../object-store.ts';

/** Marks what an API server has accepted, where nobody wrote down its uid. */
const someUid = 'stored';

/**
 * What a cluster stores: the objects given, with what an API server would have filled in where they leave it out, and
 * the Services that every cluster has.
 */
export function storedObjects(cluster: Cluster, given: ObjectStore): ObjectStore {
  const services = given.list<Service>('Service').map((service) => accepted(applyDefaults(service)));
  const others = given
    .kinds()
    .filter((kind) => kind !== 'Service')
    .flatMap((kind) => given.list(kind))
    .map((manifest) => applyDefaults(manifest));
  const own = builtIns(cluster, given).filter(
    (manifest): manifest is Manifest<Service> => manifest.object.kind === 'Service',
  );
  const stored = allocateServices(cluster, [], services).map((service) => unmarked(service));
  return ObjectStore.of([...others, ...stored, ...allocateServices(cluster, stored, own.map(accepted))]);
}

/** What is stored was right once, whatever the cluster's ranges are now. */
function accepted(service: Manifest<Service>): Manifest<Service> {
  const { object } = service;
  const { uid = someUid } = object.metadata;
  return manifestOf({ ...object, metadata: { ...object.metadata, uid } }, service);
}

function unmarked(service: Manifest<Service>): Manifest<Service> {
  const { uid, ...metadata } = service.object.metadata;
  return uid === someUid ? manifestOf({ ...service.object, metadata }, service) : service;
}

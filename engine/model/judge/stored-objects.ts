import {
  applyDefaults,
  manifestOf,
  shown,
  type Cluster,
  type Manifest,
  type Service,
} from '../../kube/index.ts';
import { Allocator } from '../allocation/allocator.ts';
import { Taken } from '../allocation/taken.ts';
import { builtIns } from '../controllers/built-in.ts';
import { ObjectStore } from '../object-store.ts';

/** Marks what an API server has accepted, where nobody wrote down its uid. */
const someUid = 'stored';

/**
 * What a cluster stores: the objects given, with what an API server would have filled in where they leave it out, and
 * the Services that every cluster has. It was right once, whatever the cluster's ranges are now.
 */
export function storedObjects(cluster: Cluster, given: ObjectStore): ObjectStore {
  const services = given.list<Service>('Service').map((service) => applyDefaults(service));
  const all = given
    .kinds()
    .flatMap((kind) => given.list(kind))
    .map((manifest) => applyDefaults(manifest));
  const taken = Taken.of(ObjectStore.of(services));
  const own = builtIns(cluster, given)
    .filter(isService)
    .filter(({ object }) => taken.holderOfIP(object.spec.clusterIP ?? '') === undefined);
  for (const { object } of own) taken.hold(object);
  return ObjectStore.of([...all, ...[...services, ...own].map((one) => fill(cluster, taken, one))]);
}

function fill(cluster: Cluster, taken: Taken, manifest: Manifest<Service>): Manifest<Service> {
  const { metadata } = manifest.object;
  const accepted = { ...manifest.object, metadata: { ...metadata, uid: metadata.uid ?? someUid } };
  const { service } = new Allocator(cluster, taken, accepted).create();
  return manifestOf({ ...service, metadata, spec: shown(service.spec) }, manifest);
}

function isService(manifest: Manifest): manifest is Manifest<Service> {
  return manifest.object.kind === 'Service';
}

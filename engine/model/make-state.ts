import {
  applyDefaults,
  withServiceCIDRs,
  type Cluster,
  type Manifest,
  type Node,
  type Service,
} from '../kube/index.ts';
import { allocateServices } from './allocation/allocate-services.ts';
import { applyManifests } from './changes/apply/apply-manifests.ts';
import { builtIns } from './controllers/built-in.ts';
import { impliedNamespaces, withNamespace } from './controllers/namespaces.ts';
import { rememberRecorded } from './controllers/recorded.ts';
import { ObjectStore } from './object-store.ts';
import { reconcile } from './reconcile.ts';
import { noFaults, noMemory, type State } from './state.ts';

/**
 * The state of a cluster to which manifests were applied, with all controllers at rest: defaults,
 * addresses and ports filled in, pods made, placed and started, endpoints derived. What carries a
 * `status` is taken as recorded. The order of the manifests does not matter.
 *
 * @throws UserError for addresses and ports that clash and for ranges that are exhausted
 */
export function makeState(cluster: Cluster, manifests: readonly Manifest[]): State {
  const declared = ObjectStore.of(manifests.map((manifest) => withNamespace(manifest)));
  const kinds = declared.kinds().filter((kind) => kind !== 'Node' && kind !== 'Service');
  const written = kinds.flatMap((kind) => declared.list(kind)).map((manifest) => applyDefaults(manifest));
  const defaults = builtIns(cluster, declared);
  const given = defaults.filter(isService);
  const services = declared.list<Service>('Service').map((service) => applyDefaults(service));
  const ranges = withServiceCIDRs(cluster, declared.list('ServiceCIDR'));
  const objects = ObjectStore.of([
    ...cluster.nodes,
    ...defaults,
    ...written,
    ...allocateServices(ranges, ObjectStore.of(given), services),
    ...allocateServices(cluster, ObjectStore.empty, given),
  ]);
  const state: State = {
    cluster,
    objects: objects.with(impliedNamespaces(objects)),
    faults: noFaults,
    now: 0,
    memory: { ...noMemory, applied: declared },
  };
  // A node that the cluster has keeps what its manifest does not say.
  const withNodes = applyManifests(state, declared.list<Node>('Node'));
  const settled = reconcile(rememberRecorded(withNodes));
  settled.objects.refresh();
  return settled;
}

function isService(manifest: Manifest): manifest is Manifest<Service> {
  return manifest.object.kind === 'Service';
}

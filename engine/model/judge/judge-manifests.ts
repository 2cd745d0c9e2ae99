import { sortProblems, type Problem } from '../../errors/index.ts';
import {
  applyDefaults,
  asWritten,
  checkTogether,
  manifestOf,
  problemOf,
  refOf,
  shown,
  validateObject,
  withServiceCIDRs,
  type Cluster,
  type Fault,
  type KubeObject,
  type Manifest,
  type Service,
} from '../../kube/index.ts';
import { Allocator } from '../allocation/allocator.ts';
import { claimNew } from '../allocation/claim.ts';
import { Taken } from '../allocation/taken.ts';
import { replace } from '../changes/apply/replace.ts';
import { withNamespace } from '../controllers/namespaces.ts';
import { ObjectStore } from '../object-store.ts';
import { sentAs } from './sent-as.ts';
import { storedObjects } from './stored-objects.ts';

/** What an API server would say of objects that are sent to it. */
export interface Judgement {
  readonly problems: readonly Problem[];
  /** The objects as they would be stored; those of controllers left out. Empty if there are problems. */
  readonly stored: readonly KubeObject[];
}

/**
 * Judges objects of the right shape as an API server does: those that are stored already as updates, all others as
 * new ones. All problems at once.
 *
 * @param stored what the cluster holds of them; taken as right
 */
export function judgeManifests(
  own: Cluster,
  manifests: readonly Manifest[],
  stored: readonly Manifest[] = [],
): Judgement {
  const incoming = manifests.map((manifest) => withNamespace(manifest));
  const cluster = withServiceCIDRs(own, [...stored, ...manifests]);
  const before = ObjectStore.of(stored.map((manifest) => withNamespace(manifest)));
  const objects = storedObjects(cluster, before);
  const isUpdate = ({ object }: Manifest): boolean => before.get(...keyOf(object)) !== undefined;
  const [updates, created] = [incoming.filter(isUpdate), incoming.filter((one) => !isUpdate(one))];
  // What a cluster has of its own gives way to what stands for it among the manifests.
  const there = objects
    .list<Service>('Service')
    .filter((service) => isUpdate(service) || !isAmong(incoming, service));
  const taken = Taken.of(ObjectStore.of(there));
  const updated = updates.map((manifest) => {
    const old = objects.get(...keyOf(manifest.object))!.object;
    const { object, faults } = replace(cluster, taken, sentAs(manifest.object, old), old);
    return { manifest: manifestOf(object, manifest), problems: problemsOf(faults, manifest) };
  });
  const accepted = updated.filter(({ problems }) => problems.length === 0).map(({ manifest }) => manifest);
  const holders = [...there.filter((service) => !isAmong(accepted, service)), ...accepted.filter(isService)];
  const made = create(cluster, Taken.of(ObjectStore.of(holders)), created);
  const problems = sortProblems([
    ...[...updated, ...made].flatMap((one) => one.problems),
    ...checkTogether(created, cluster, holders),
  ]);
  const kept = problems.length > 0 ? [] : [...updated, ...made];
  return { problems, stored: kept.map(({ manifest }) => manifest.object) };
}

interface Judged {
  readonly manifest: Manifest;
  readonly problems: readonly Problem[];
}

/** New objects, judged as they would be stored: what was allocated can be wrong too. */
function create(cluster: Cluster, taken: Taken, manifests: readonly Manifest[]): readonly Judged[] {
  const objects = manifests.map((manifest) => ({ manifest, object: applyDefaults(manifest).object }));
  for (const { object } of objects) if (isServiceObject(object)) claimNew(taken, cluster, object);
  return objects.map(({ manifest, object }) => {
    const { service, faults } = isServiceObject(object)
      ? new Allocator(cluster, taken, object).create()
      : { service: object, faults: [] };
    const all = [...faults, ...validateObject(service)];
    const stored = isServiceObject(service) ? { ...service, spec: shown(service.spec) } : service;
    return { manifest: manifestOf(stored, manifest), problems: problemsOf(all, manifest) };
  });
}

function problemsOf(faults: readonly Fault[], manifest: Manifest): readonly Problem[] {
  return faults.map((fault) =>
    problemOf(isService(manifest) ? asWritten(fault, manifest.object) : fault, manifest),
  );
}

function isAmong(manifests: readonly Manifest[], { object }: Manifest): boolean {
  const key = keyOf(object).join('/');
  return manifests.some((manifest) => keyOf(manifest.object).join('/') === key);
}

function isService(manifest: Manifest): manifest is Manifest<Service> {
  return isServiceObject(manifest.object);
}

function isServiceObject(object: KubeObject): object is Service {
  return object.kind === 'Service';
}

function keyOf(object: KubeObject): [kind: string, namespace: string, name: string] {
  const { kind, namespace, name } = refOf(object);
  return [kind, namespace, name];
}

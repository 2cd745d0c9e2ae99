import { UserError, type Problem } from '../../../errors/index.ts';
import {
  applyDefaults,
  manifestOf,
  problemOf,
  refOf,
  type KubeObject,
  type Manifest,
  type Pod,
  type Service,
  withServiceCIDRs,
} from '../../../kube/index.ts';
import { allocateServices } from '../../allocation/allocate-services.ts';
import { Taken } from '../../allocation/taken.ts';
import { graceOf } from '../../controllers/delete-pods.ts';
import { memoryOf, remember } from '../../controllers/edit.ts';
import { impliedNamespaces, withNamespace } from '../../controllers/namespaces.ts';
import { withNodes } from '../../controllers/node-health.ts';
import { fullName } from '../../controllers/owner.ts';
import { notePods } from '../../controllers/seen-pods.ts';
import { ObjectStore } from '../../object-store.ts';
import type { State } from '../../state.ts';
import { lastAppliedNote } from './last-applied.ts';
import { mergeApplied } from './merge-applied.ts';
import { replace } from './replace.ts';

/**
 * Objects created or brought to what a manifest now says, as `kubectl apply` does it.
 *
 * @throws UserError for all updates that the API server refuses; nothing is applied then
 */
export function applyManifests(state: State, manifests: readonly Manifest[]): State {
  const incoming = manifests.map((manifest) => withNamespace(manifest));
  const taken = Taken.of(state.objects);
  const known = [...state.objects.list('ServiceCIDR'), ...incoming];
  const ranges = withServiceCIDRs(state.cluster, known);
  const results = incoming.map((manifest) => applyOne({ ...state, cluster: ranges }, taken, manifest));
  const problems = results.flatMap(({ problems }) => problems);
  if (problems.length > 0) throw new UserError(problems);
  const applied = ObjectStore.of(results.map(({ manifest }) => manifest));
  const services = applied.list<Service>('Service');
  const isNew = ({ object }: Manifest): boolean => !state.objects.get(...keyOf(object));
  const updated = services.filter((service) => !isNew(service));
  const kept = state.objects.with(
    applied.kinds().flatMap((kind) => (kind === 'Service' ? updated : applied.list(kind))),
  );
  const objects = kept.with(allocateServices(ranges, kept, services.filter(isNew)));
  const next = withNodes({ ...state, objects: objects.with(impliedNamespaces(objects)) });
  const memory = memoryOf(next);
  const pods = applied.list<Pod>('Pod');
  const leaving = pods
    .filter(({ object }) => object.metadata.deletionTimestamp)
    .map(({ object }) => [fullName(object), state.now + graceOf(object)] as const);
  return notePods(
    remember(next, {
      applied: memory.applied.with(incoming),
      ...(leaving.length > 0 && { leaving: new Map([...memory.leaving, ...leaving]) }),
    }),
    pods,
  );
}

interface Applied {
  readonly manifest: Manifest;
  readonly problems: readonly Problem[];
}

function applyOne(state: State, taken: Taken, manifest: Manifest): Applied {
  const before = state.objects.get(...keyOf(manifest.object));
  if (!before) return { manifest: applyDefaults(manifest), problems: [] };
  const last = memoryOf(state).applied.get(...keyOf(manifest.object));
  const merged = mergeApplied(lastApplied(last), asFields(before.object)!, asFields(manifest.object)!);
  const object = restoreStatus(before.object, manifest.object, merged as unknown as KubeObject);
  const { object: next, faults } = replace(state.cluster, taken, object, before.object);
  return {
    manifest: manifestOf(next, manifest),
    problems: faults.map((fault) => problemOf(fault, manifest)),
  };
}

/** What was applied last: what somebody wrote, or what kubectl noted of it in an object that was dumped. */
function lastApplied(last: Manifest | undefined): Readonly<Record<string, unknown>> | undefined {
  if (last?.object.metadata.uid === undefined) return asFields(last?.object);
  return lastAppliedNote(last.object);
}

/** A manifest without status says nothing of it, even where an earlier one did. */
function restoreStatus(before: KubeObject, next: KubeObject, merged: KubeObject): KubeObject {
  if ('status' in next || !('status' in before)) return merged;
  return { ...merged, status: before.status } as KubeObject;
}

function asFields(object: KubeObject | undefined): Readonly<Record<string, unknown>> | undefined {
  return object as Readonly<Record<string, unknown>> | undefined;
}

function keyOf(object: KubeObject): [kind: string, namespace: string, name: string] {
  const { kind, namespace, name } = refOf(object);
  return [kind, namespace, name];
}

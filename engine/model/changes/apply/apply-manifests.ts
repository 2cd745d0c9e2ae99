import { UserError, type Problem } from '../../../errors/index.ts';
import {
  applyDefaults,
  manifestOf,
  refOf,
  type KubeObject,
  type Manifest,
  type Pod,
  type Service,
} from '../../../kube/index.ts';
import { allocateServices } from '../../allocation/allocate-services.ts';
import { graceOf } from '../../controllers/delete-pods.ts';
import { memoryOf, remember } from '../../controllers/edit.ts';
import { impliedNamespaces, withNamespace } from '../../controllers/namespaces.ts';
import { withNodes } from '../../controllers/node-health.ts';
import { fullName } from '../../controllers/owner.ts';
import { notePods } from '../../controllers/seen-pods.ts';
import { ObjectStore } from '../../object-store.ts';
import type { State } from '../../state.ts';
import { refuseChanges } from './immutable-fields.ts';
import { mergeApplied } from './merge-applied.ts';
import { updateService } from './update-service.ts';

const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Objects created or brought to what a manifest now says, as `kubectl apply` does it.
 *
 * @throws UserError for all updates that the API server refuses; nothing is applied then
 */
export function applyManifests(state: State, manifests: readonly Manifest[]): State {
  const incoming = ObjectStore.of(manifests.map((manifest) => withNamespace(manifest)));
  const problems: Problem[] = [];
  const applied: Manifest[] = [];
  for (const kind of incoming.kinds()) {
    for (const manifest of incoming.list(kind)) {
      const result = applyOne(state, manifest);
      problems.push(...result.problems);
      applied.push(result.manifest);
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  const services = applied.filter(isService);
  const names = new Set(services.map(({ object }) => fullName(object)));
  const others = state.objects.list<Service>('Service').filter(({ object }) => !names.has(fullName(object)));
  const objects = state.objects
    .with(applied.filter((manifest) => !isService(manifest)))
    .with(allocateServices(state.cluster, others, services));
  const next = withNodes({ ...state, objects: objects.with(impliedNamespaces(objects)) });
  const memory = memoryOf(next);
  const pods = applied.filter(isPod);
  const leaving = pods
    .filter(({ object }) => object.metadata.deletionTimestamp)
    .map(({ object }) => [fullName(object), state.now + graceOf(object)] as const);
  return notePods(
    remember(next, {
      applied: memory.applied.with(incoming.kinds().flatMap((kind) => incoming.list(kind))),
      ...(leaving.length > 0 && { leaving: new Map([...memory.leaving, ...leaving]) }),
    }),
    pods,
  );
}

function applyOne(state: State, manifest: Manifest): { manifest: Manifest; problems: readonly Problem[] } {
  const { kind, namespace, name } = refOf(manifest.object);
  const before = state.objects.get(kind, namespace, name);
  if (!before) return { manifest: applyDefaults(manifest), problems: [] };
  const last = memoryOf(state).applied.get(kind, namespace, name);
  const merged = mergeApplied(lastApplied(last), asFields(before.object)!, asFields(manifest.object)!);
  const object = restoreStatus(before.object, manifest.object, merged as unknown as KubeObject);
  const after = manifestOf(object, manifest);
  if (isService(before) && isService(after)) {
    const { service, problems } = updateService(before, after);
    return { manifest: applyDefaults(service), problems };
  }
  const defaulted = applyDefaults(after);
  return { manifest: defaulted, problems: refuseChanges(before, defaulted) };
}

/** What was applied last: what somebody wrote, or what kubectl noted of it in an object that was dumped. */
function lastApplied(last: Manifest | undefined): Readonly<Record<string, unknown>> | undefined {
  if (last?.object.metadata.uid === undefined) return asFields(last?.object);
  const note = last.object.metadata.annotations?.[lastAppliedAnnotation];
  try {
    return note === undefined ? undefined : (JSON.parse(note) as Readonly<Record<string, unknown>>);
  } catch {
    return undefined;
  }
}

/** A manifest without status says nothing of it, even where an earlier one did. */
function restoreStatus(before: KubeObject, next: KubeObject, merged: KubeObject): KubeObject {
  if ('status' in next || !('status' in before)) return merged;
  return { ...merged, status: before.status } as KubeObject;
}

function asFields(object: KubeObject | undefined): Readonly<Record<string, unknown>> | undefined {
  return object as Readonly<Record<string, unknown>> | undefined;
}

function isService(manifest: Manifest): manifest is Manifest<Service> {
  return manifest.object.kind === 'Service';
}

function isPod(manifest: Manifest): manifest is Manifest<Pod> {
  return manifest.object.kind === 'Pod';
}

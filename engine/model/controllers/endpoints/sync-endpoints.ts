import {
  refOf,
  type Endpoints,
  type EndpointSlice,
  type Manifest,
  type Pod,
  type Service,
} from '../../../kube/index.ts';
import type { ObjectStore } from '../../object-store.ts';
import type { Derivation, State } from '../../state.ts';
import { memoryOf, remember, write } from '../edit.ts';
import { fullName } from '../owner.ts';
import { podsMatching } from '../pod-index.ts';
import { endpointsManagedBy, endpointsOf } from './endpoints-object.ts';
import { mirrorController, mirrorsOf } from './mirror.ts';
import { needsNewHints, wantsAutoHints } from './auto-hints.ts';
import { podEndpoints } from './pod-endpoints.ts';
import { surroundingsOf, type Surroundings } from './surroundings.ts';
import { slicesByService } from './slices-by-service.ts';
import { managedByLabel, sliceController, slicesOf } from './slices.ts';
import { wakeServices } from './wake-services.ts';
import { zonesOf } from './zones-of.ts';

/**
 * Brings EndpointSlices and Endpoints of all Services up to date. A Service is looked at again only
 * when it or one of its pods changed, as the real controllers are woken; what was recorded stays
 * until then.
 *
 * @param seen the objects that they have seen to already; without, they look at everything
 */
export function syncEndpoints(state: State, seen: ObjectStore | undefined): State {
  const before = memoryOf(state).endpoints;
  const after: [string, Derivation | undefined][] = [];
  const put: Manifest[] = [];
  const remove: Manifest[] = [];
  const surroundings = surroundingsOf(state);
  const woken = seen && wakeServices(seen, state.objects);
  const services = woken
    ? woken.of<Service>('Service', state.objects)
    : state.objects.list<Service>('Service');
  for (const service of services) {
    const name = fullName(service.object);
    const known = before.get(name);
    const zones = wantsAutoHints(service.object, surroundings) ? zonesOf(state.cluster.nodes) : undefined;
    const inputs = inputsOf(state, service);
    if (
      known &&
      isSame(known.inputs, inputs) &&
      known.outputs.every((output) => isIn(state.objects, output)) &&
      !(known.zones !== zones && needsNewHints(known.outputs.filter(isSlice), surroundings))
    ) {
      if (known.zones !== zones) after.push([name, { ...known, zones }]);
      continue;
    }
    const existing = slicesByService.find(state.objects, name);
    const last = zones === undefined ? undefined : known?.outputs.filter(isSlice);
    const outputs = derive(state, service, inputs, surroundings, known ? undefined : existing, last);
    after.push([name, { inputs, outputs, zones }]);
    put.push(...outputs);
    remove.push(...outdated(service, existing, outputs));
  }
  for (const name of woken ? [...woken.keys('Service')].map(nameOf) : before.keys()) {
    const known = isService(state.objects, name) ? undefined : before.get(name);
    if (!known) continue;
    // The Service is gone: its slices are collected, its Endpoints deleted, whoever wrote them.
    remove.push(...known.outputs, ...known.inputs.filter(isEndpoints));
    after.push([name, undefined]);
  }
  if (after.length === 0) return state;
  return remember(write(state, { put, remove }), { endpoints: before.with(after) });
}

/** `shop/web` for the key of an object. */
function nameOf(key: string): string {
  return key.replace('\0', '/');
}

function isService(objects: ObjectStore, name: string): boolean {
  return objects.find('Service', name.replace('/', '\0')) !== undefined;
}

/** What decides a Service's endpoints: itself with its pods, or with its hand-written Endpoints. */
function inputsOf(state: State, service: Manifest<Service>): readonly Manifest[] {
  const { namespace, name } = refOf(service.object);
  if (isHandled(service.object)) {
    return [service, ...podsMatching(state.objects, namespace, service.object.spec.selector!)];
  }
  const endpoints = state.objects.get<Endpoints>('Endpoints', namespace, name);
  return endpoints ? [service, endpoints] : [service];
}

/** ExternalName Services get no endpoints even with a selector. */
function isHandled(service: Service): boolean {
  return service.spec.type !== 'ExternalName' && isSelecting(service);
}

/** An empty selector is none. */
function isSelecting({ spec }: Service): boolean {
  return Object.keys(spec.selector ?? {}).length > 0;
}

/**
 * @param recorded slices that were there before the Service was ever looked at
 * @param last the slices as they were written last, where that counts
 */
function derive(
  state: State,
  service: Manifest<Service>,
  inputs: readonly Manifest[],
  surroundings: Surroundings,
  recorded: readonly Manifest<EndpointSlice>[] | undefined,
  last: readonly Manifest<EndpointSlice>[] | undefined,
): readonly Manifest[] {
  const { namespace, name } = refOf(service.object);
  const [, ...others] = inputs;
  if (!isHandled(service.object)) {
    // The controller that mirrors asks for the selector alone.
    if (isSelecting(service.object)) return [];
    const mirrors = recorded?.filter((slice) => managerOf(slice) === mirrorController) ?? [];
    return mirrors.length > 0 ? mirrors : others.filter(isEndpoints).flatMap(mirrorsOf);
  }
  const kept = recorded?.filter((slice) => managerOf(slice) === sliceController) ?? [];
  const endpoints = podEndpoints(service.object, others.filter(isPod), surroundings);
  const old = state.objects.get<Endpoints>('Endpoints', namespace, name);
  return [
    ...(kept.length > 0 ? kept : slicesOf(service, endpoints, surroundings, last)),
    old && recorded && isRecorded(old) ? old : endpointsOf(service, endpoints, surroundings),
  ];
}

function isPod(manifest: Manifest): manifest is Manifest<Pod> {
  return manifest.object.kind === 'Pod';
}

function isSlice(manifest: Manifest): manifest is Manifest<EndpointSlice> {
  return manifest.object.kind === 'EndpointSlice';
}

function isEndpoints(manifest: Manifest): manifest is Manifest<Endpoints> {
  return manifest.object.kind === 'Endpoints';
}

/** True for Endpoints that an API server returned, not ones that somebody wrote and the controller overwrites. */
function isRecorded({ object: { metadata } }: Manifest<Endpoints>): boolean {
  return metadata.uid !== undefined || metadata.labels?.[endpointsManagedBy] !== undefined;
}

/** Slices of both controllers that they don't want any more; without a selector the last ones of the first freeze. */
function outdated(
  service: Manifest<Service>,
  existing: readonly Manifest<EndpointSlice>[],
  outputs: readonly Manifest[],
): readonly Manifest[] {
  const names = new Set(outputs.map(({ object }) => `${object.kind}/${object.metadata.name}`));
  const managers = isHandled(service.object) ? [sliceController, mirrorController] : [mirrorController];
  return existing.filter(
    (slice) =>
      managers.includes(managerOf(slice) ?? '') && !names.has(`EndpointSlice/${slice.object.metadata.name}`),
  );
}

function managerOf(slice: Manifest<EndpointSlice>): string | undefined {
  return slice.object.metadata.labels?.[managedByLabel];
}

function isIn(objects: ObjectStore, manifest: Manifest): boolean {
  const { kind, namespace, name } = refOf(manifest.object);
  return objects.get(kind, namespace, name) === manifest;
}

function isSame(a: readonly Manifest[], b: readonly Manifest[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

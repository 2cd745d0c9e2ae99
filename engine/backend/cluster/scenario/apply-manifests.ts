import { ClusterError, UserError, type Problem } from '../../../errors/index.ts';
import {
  formatRef,
  isClusterScoped,
  refOf,
  type FieldPath,
  type Manifest,
  type Service,
} from '../../../kube/index.ts';
import { ApiError, type ApiCause } from '../kubectl/api-error.ts';
import type { AnyObject } from '../rewrite/loose.ts';
import { isControllerMade } from '../rewrite/clean.ts';
import { isSkipped, rewriteObject } from '../rewrite/rewrite-object.ts';
import { ensureNamespaces } from './ensure-namespaces.ts';
import type { Scenario } from './scenario.ts';

/** Applies manifests in their order, namespaces first; throws all that the API server refuses. */
export async function applyManifests(scenario: Scenario, manifests: readonly Manifest[]): Promise<void> {
  const objects = manifests.map(({ object }) => object as AnyObject);
  const services = objects.filter((object): object is AnyObject & Service => object.kind === 'Service');
  const all = new Map([
    ...scenario.services,
    ...services.map((service) => [keyOf(service), service] as const),
  ]);
  const selecting = [...all].filter(([, { spec }]) => Object.keys(spec.selector ?? {}).length > 0);
  const siblings = new Set(selecting.map(([key]) => key));
  const wanted = manifests.filter(({ object }) => {
    return !isSkipped(object.kind) && !isControllerMade(object, siblings);
  });
  for (const service of services) scenario.services.set(keyOf(service), service);
  const declared = new Map(
    objects.flatMap(({ kind, metadata }) =>
      kind === 'Namespace' ? [[metadata.name, metadata.labels ?? {}] as const] : [],
    ),
  );
  const used = wanted.flatMap(({ object }) =>
    isClusterScoped(object.kind) ? [] : [refOf(object).namespace],
  );
  await ensureNamespaces(scenario, [...declared.keys(), ...used], declared);
  for (const { object } of wanted) scenario.expectKind(object.kind);
  const problems: Problem[] = [];
  for (const group of inGroups(wanted)) {
    const results = await Promise.all(group.map((manifest) => applyOne(scenario, manifest)));
    problems.push(...results.flat());
  }
  if (problems.length > 0) throw new UserError(problems);
}

function keyOf(object: AnyObject | Service): string {
  const { namespace, name } = refOf(object);
  return `${namespace}/${name}`;
}

/** Neighbours of one kind go together; a Service before a pod stays before it. */
function inGroups(manifests: readonly Manifest[]): Manifest[][] {
  const groups: Manifest[][] = [];
  for (const manifest of manifests) {
    const last = groups.at(-1);
    if (last?.[0]?.object.kind === manifest.object.kind && last.length < 16) last.push(manifest);
    else groups.push([manifest]);
  }
  return groups;
}

async function applyOne(scenario: Scenario, manifest: Manifest): Promise<readonly Problem[]> {
  const { live, world, setting, apiVersions } = scenario;
  const object = manifest.object as AnyObject;
  const real = rewriteObject(object, {
    world,
    standIn: live.standIn,
    keepImages: setting.keepImages,
    services: [...scenario.services.values()],
  });
  try {
    await live.api.apply(real);
    apiVersions.set(formatRef(refOf(object)), object.apiVersion);
    const ingress = (object.status as Service['status'] | undefined)?.loadBalancer?.ingress;
    if (object.kind === 'Service' && ingress && ingress.length > 0) {
      // Whoever wrote an address there stands in for a provider; proxies believe it.
      const path = await live.api.pathOf(real);
      await live.api.patch(`${path}/status`, { status: { loadBalancer: { ingress } } });
    }
    return [];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return refusal(manifest, error);
  }
}

/** What the API server says of an object, at the line that it complains of. */
function refusal(manifest: Manifest, error: ApiError): readonly Problem[] {
  const name = formatRef(refOf(manifest.object));
  if (error.status === 403 && error.reason === 'Forbidden' && error.causes.length === 0) {
    throw new ClusterError({ what: `the cluster does not let us apply ${name}`, found: error.message });
  }
  const causes: readonly ApiCause[] = error.causes.length > 0 ? error.causes : [{ message: error.message }];
  return causes.map(({ field, message }) => ({
    what: `${name}${field === undefined ? '' : `, ${field}`}: ${message ?? error.message}`,
    where: manifest.placeOf(field === undefined ? [] : parsePath(field)),
    found: 'the API server of the cluster refuses it',
  }));
}

/** `spec.ports[0].nodePort` as its steps. */
function parsePath(field: string): FieldPath {
  return field
    .split(/[.[\]]+/)
    .filter((step) => step !== '')
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

import { formatPlace, sortProblems, type Problem } from '../../errors/index.ts';
import type { Cluster } from '../cluster.ts';
import type { FieldPath, Manifest } from '../manifest.ts';
import { nameOf, problemOf } from '../problem-of.ts';
import { formatRef, refOf } from '../ref.ts';
import type { Service } from '../types/service.ts';
import { validateSpelling } from '../validate/strict-addresses.ts';
import { validateServiceInCluster } from '../validate/service-in-cluster.ts';
import { claimFault, clusterIPPool, nodePortPool, type Claim, type Pool } from './pool.ts';

/**
 * What is wrong with objects that are right each by itself: the same object twice, an address or a node port that two
 * Services want or that the cluster does not have, families and names that the cluster does not know.
 *
 * @param others Services that are there already, with what they hold
 */
export function checkTogether(
  manifests: readonly Manifest[],
  cluster: Cluster,
  others: readonly Manifest<Service>[] = [],
): readonly Problem[] {
  const services = manifests.filter(
    (manifest): manifest is Manifest<Service> => manifest.object.kind === 'Service',
  );
  const created = services.filter(({ object }) => !isRecorded(object));
  return sortProblems([
    ...duplicates(manifests),
    ...created.flatMap((service) => clusterProblems(service, cluster)),
    ...manifests.flatMap((manifest) => spellingProblems(manifest, cluster)),
    ...claimProblems(services, clusterIPPool(cluster), others),
    ...claimProblems(services, nodePortPool(cluster), others),
  ]);
}

function duplicates(manifests: readonly Manifest[]): Problem[] {
  const first = new Map<string, Manifest>();
  return manifests.flatMap((manifest) => {
    const ref = formatRef(refOf(manifest.object));
    const earlier = first.get(ref);
    if (!earlier) {
      first.set(ref, manifest);
      return [];
    }
    const { kind, namespace, name } = refOf(manifest.object);
    const message = `Duplicate value: ${JSON.stringify(name)}`;
    return [
      {
        what: `${ref} is declared twice`,
        where: manifest.placeOf(['metadata', 'name']),
        found: there('the other', earlier, ['metadata', 'name']),
        hint: 'keep one of the two, or give one another name or namespace',
        api: { kind, namespace, name, field: 'metadata.name', reason: 'Duplicate', message },
      },
    ];
  });
}

function clusterProblems(service: Manifest<Service>, cluster: Cluster): Problem[] {
  return validateServiceInCluster(service.object, cluster).map((fault) =>
    problemOf(fault, service, nameOf(service)),
  );
}

function spellingProblems(manifest: Manifest, cluster: Cluster): Problem[] {
  if (manifest.object.metadata.uid !== undefined) return [];
  return validateSpelling(manifest.object, cluster).map((fault) => problemOf(fault, manifest));
}

interface Holder {
  readonly service: Manifest<Service>;
  readonly claim: Claim;
}

function claimProblems(
  services: readonly Manifest<Service>[],
  pool: Pool,
  others: readonly Manifest<Service>[],
): Problem[] {
  const holders = new Map<string, Holder>(
    others.flatMap((service) =>
      pool.claims(service.object).map((claim) => [claim.value, { service, claim }] as const),
    ),
  );
  return services.flatMap((service) =>
    pool.claims(service.object).flatMap((claim) => {
      const { value } = claim;
      if (!pool.holds(value) && !isRecorded(service.object)) {
        return [problemOf({ ...claimFault(claim, pool.outside(value)), expected: pool.range }, service)];
      }
      const holder = holders.get(value);
      if (!holder) holders.set(value, { service, claim });
      const own = others.length > 0 ? undefined : pool.taken.get(value);
      const owner = holder ? nameOf(holder.service) : own;
      if (owner === undefined) return [];
      if (owner === nameOf(service) && (!holder || sharesWithin(service.object, holder.claim, claim)))
        return [];
      const place = holder && there('', holder.service, holder.claim.at);
      const found = `${owner} has it${place ?? ''}`;
      return [problemOf({ ...claimFault(claim, pool.held(value)), found }, service)];
    }),
  );
}

/**
 * Within a new Service a node port can be shared by the protocols of one port number only. The same protocol twice is
 * told by validation.
 */
function sharesWithin(service: Service, first: Claim, { port, internal }: Claim): boolean {
  if (isRecorded(service) || !first.port || !port) return internal === undefined;
  return first.port.port === port.port || (first.port.protocol ?? 'TCP') === (port.protocol ?? 'TCP');
}

/** What an API server gave out was right there and then. */
function isRecorded(service: Service): boolean {
  return service.metadata.uid !== undefined;
}

function there(words: string, manifest: Manifest, path: FieldPath): string | undefined {
  const place = manifest.placeOf(path);
  return place && `${words}: ${formatPlace(place)}`;
}

import { formatPlace, sortProblems, type Problem } from '../../errors/index.ts';
import type { Cluster } from '../cluster.ts';
import { formatPath, type FieldPath, type Manifest } from '../manifest.ts';
import { formatRef, refOf } from '../ref.ts';
import type { Service } from '../types/service.ts';
import { validateServiceInCluster } from '../validate/service-in-cluster.ts';
import { clusterIPs, nodePorts, type Claim, type Pool } from './pool.ts';

/**
 * What is wrong with objects that are right each by itself: the same object twice, an address or a node port that two
 * Services want or that the cluster does not have, families and names that the cluster does not know.
 */
export function checkTogether(manifests: readonly Manifest[], cluster: Cluster): readonly Problem[] {
  const services = manifests.filter(
    (manifest): manifest is Manifest<Service> => manifest.object.kind === 'Service',
  );
  const created = services.filter(({ object }) => !isRecorded(object));
  return sortProblems([
    ...duplicates(manifests),
    ...created.flatMap((service) => clusterProblems(service, cluster)),
    ...claimProblems(services, clusterIPs(cluster)),
    ...claimProblems(services, nodePorts(cluster)),
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
    return [
      {
        what: `${ref} is declared twice`,
        where: manifest.placeOf(['metadata', 'name']),
        found: there('the other', earlier, ['metadata', 'name']),
        hint: 'keep one of the two, or give one another name or namespace',
      },
    ];
  });
}

function clusterProblems(service: Manifest<Service>, cluster: Cluster): Problem[] {
  return validateServiceInCluster(service.object, cluster).map(({ path, what, expected, hint }) => ({
    what: `${nameOf(service)}, ${formatPath(path)}: ${what}`,
    where: service.placeOf(path),
    expected,
    hint,
  }));
}

interface Holder {
  readonly service: Manifest<Service>;
  readonly claim: Claim;
}

function claimProblems(services: readonly Manifest<Service>[], pool: Pool): Problem[] {
  const holders = new Map<string, Holder>();
  const problem = (service: Manifest<Service>, claim: Claim, why: string, found?: string): Problem => ({
    what: `${nameOf(service)}, ${formatPath(claim.path)}: Invalid value: ${JSON.stringify(claim.whole)}: ${why}`,
    where: service.placeOf(claim.at),
    found,
    hint: 'leave it out to get one that is free',
  });
  return services.flatMap((service) =>
    pool.claims(service.object).flatMap((claim) => {
      const { value } = claim;
      if (!pool.holds(value) && !isRecorded(service.object)) {
        return [{ ...problem(service, claim, pool.outside(value)), expected: pool.range }];
      }
      const holder = holders.get(value);
      if (!holder) holders.set(value, { service, claim });
      const owner = holder ? nameOf(holder.service) : pool.taken.get(value);
      if (owner === undefined || owner === nameOf(service)) return [];
      const place = holder && there('', holder.service, holder.claim.at);
      return [problem(service, claim, pool.held(value), `${owner} has it${place ?? ''}`)];
    }),
  );
}

/** What an API server gave out was right there and then. */
function isRecorded(service: Service): boolean {
  return service.metadata.uid !== undefined;
}

function nameOf(service: Manifest<Service>): string {
  return formatRef(refOf(service.object));
}

function there(words: string, manifest: Manifest, path: FieldPath): string | undefined {
  const place = manifest.placeOf(path);
  return place && `${words}: ${formatPlace(place)}`;
}

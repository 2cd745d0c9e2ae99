import { formatPlace, sortProblems, type Problem } from '../errors/index.ts';
import { canonicalAddress } from './address.ts';
import type { Cluster } from './cluster.ts';
import { formatPath, type FieldPath, type Manifest } from './manifest.ts';
import { inRange, nthAddress } from './range.ts';
import { formatRef, refOf } from './ref.ts';
import type { Service } from './types/service.ts';

/**
 * What is wrong with objects that are right each by itself: the same object twice, an address or a node port
 * that two Services want, or one outside of the cluster's ranges.
 */
export function checkTogether(manifests: readonly Manifest[], cluster: Cluster): readonly Problem[] {
  const services = manifests.filter(
    (manifest): manifest is Manifest<Service> => manifest.object.kind === 'Service',
  );
  return sortProblems([
    ...duplicates(manifests),
    ...claimProblems(services, addresses(cluster)),
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
        found: at('the other', earlier, ['metadata', 'name']),
        hint: 'keep one of the two, or give one another name or namespace',
      },
    ];
  });
}

/** Something that one Service alone can have. */
interface Pool {
  claims(service: Service): readonly { readonly path: FieldPath; readonly value: string }[];
  holds(value: string): boolean;
  readonly range: string;
  readonly words: string;
  /** What the cluster itself has taken, and for which Service. */
  readonly taken: ReadonlyMap<string, string>;
}

function addresses({ serviceSubnets }: Cluster): Pool {
  return {
    claims: (service) =>
      clusterIPsOf(service).flatMap(({ path, value }) => {
        const address = canonicalAddress(value);
        return address === undefined ? [] : [{ path, value: address }];
      }),
    holds: (address) => serviceSubnets.some((range) => inRange(address, range)),
    range: `an address of ${serviceSubnets.join(' or ')}`,
    words: 'the cluster IP',
    // The API server gives itself the first address of the first range.
    taken: new Map([[nthAddress(serviceSubnets[0] ?? '', 1) ?? '', 'Service default/kubernetes']]),
  };
}

/** clusterIP, and of clusterIPs what clusterIP does not say already. */
function clusterIPsOf({ spec }: Service): { path: FieldPath; value: string }[] {
  const own = spec.clusterIP === undefined ? [] : [{ path: ['spec', 'clusterIP'], value: spec.clusterIP }];
  const all = (spec.clusterIPs ?? []).map((value, i) => ({ path: ['spec', 'clusterIPs', i], value }));
  return [...own, ...all.slice(own.length)];
}

/** A number belongs to one Service, whatever the protocol; within it, protocols may share it. */
function nodePorts({ nodePortRange: { from, to } }: Cluster): Pool {
  return {
    claims: ({ spec }) => [
      ...(spec.ports ?? []).flatMap(({ nodePort }, i) =>
        nodePort ? [{ path: ['spec', 'ports', i, 'nodePort'], value: String(nodePort) }] : [],
      ),
      ...(spec.healthCheckNodePort
        ? [{ path: ['spec', 'healthCheckNodePort'], value: String(spec.healthCheckNodePort) }]
        : []),
    ],
    holds: (port) => Number(port) >= from && Number(port) <= to,
    range: `${from} to ${to}`,
    words: 'a node port',
    taken: new Map(),
  };
}

function claimProblems(services: readonly Manifest<Service>[], pool: Pool): Problem[] {
  const holders = new Map<string, { service: Manifest<Service>; path: FieldPath }>();
  return services.flatMap((service) =>
    pool.claims(service.object).flatMap(({ path, value }): Problem[] => {
      const subject = `${nameOf(service)}, ${formatPath(path)}: ${value}`;
      const where = service.placeOf(path);
      const hint = 'leave it out to get one that is free';
      if (!pool.holds(value) && !isRecorded(service.object)) {
        return [{ what: `${subject} is outside of the cluster's range`, where, expected: pool.range, hint }];
      }
      const holder = holders.get(value);
      if (!holder) holders.set(value, { service, path });
      const owner = holder ? nameOf(holder.service) : pool.taken.get(value);
      if (owner === undefined || owner === nameOf(service)) return [];
      const found = holder && at('there', holder.service, holder.path);
      return [{ what: `${subject} is already ${pool.words} of ${owner}`, where, found, hint }];
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

function at(words: string, manifest: Manifest, path: FieldPath): string | undefined {
  const place = manifest.placeOf(path);
  return place && `${words}: ${formatPlace(place)}`;
}

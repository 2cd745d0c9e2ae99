import { UserError, type Problem } from '../../errors/index.ts';
import { manifestOf, problemOf, shown, type Cluster, type Manifest, type Service } from '../../kube/index.ts';
import { fullName } from '../controllers/owner.ts';
import type { ObjectStore } from '../object-store.ts';
import { Allocator } from './allocator.ts';
import { claimNew } from './claim.ts';
import { Taken } from './taken.ts';

/**
 * New Services with families, cluster IPs, node ports and health check port filled in. Explicit values
 * come first and are never given to another; the rest is worked out in the order of names.
 *
 * @param stored with Services that hold theirs already
 * @throws UserError for values that another Service holds and for exhausted ranges, in the API's words
 */
export function allocateServices(
  cluster: Cluster,
  stored: ObjectStore,
  incoming: readonly Manifest<Service>[],
): readonly Manifest<Service>[] {
  const sorted = [...incoming].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const taken = Taken.of(stored);
  const problems: Problem[] = sorted.flatMap((manifest) =>
    claimNew(taken, cluster, manifest.object).map((fault) => problemOf(fault, manifest)),
  );
  const allocated = sorted.map((manifest) => {
    const { object } = manifest;
    const { service, faults } = new Allocator(cluster, taken, object).create();
    problems.push(...faults.map((fault) => problemOf(fault, manifest)));
    const spec = shown(service.spec);
    const isSame = JSON.stringify(spec) === JSON.stringify(object.spec);
    return isSame ? manifest : manifestOf({ ...service, spec }, manifest);
  });
  if (problems.length > 0) throw new UserError(problems);
  return allocated;
}

function sortKey({ object }: Manifest): string {
  return fullName(object).replace('/', '\0');
}

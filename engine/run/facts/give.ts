import { UserError } from '../../errors/index.ts';
import { parseDestination, type Flow } from '../../flow/index.ts';
import type { Protocol } from '../../kube/index.ts';
import type { Session } from '../session.ts';
import { clientPod, serviceWithPods, type ShortService } from './short-forms.ts';

/** A pod to ask from; in the scenario's namespace unless another is named. */
export function giveClient(
  session: Session,
  name: string,
  where: { node?: string; namespace?: string } = {},
): void {
  const { place } = session.sentence;
  const [own, inNamespace] = name.split('/').reverse();
  if (where.node !== undefined) session.facts.needNode(where.node, place);
  session.facts.giveLater((namespace) => [
    clientPod(
      { name: own ?? name, namespace: where.namespace ?? inNamespace ?? namespace, ...nodeOf(where) },
      place,
    ),
  ]);
}

/** A Deployment and its Service in a few words. */
export function giveService(session: Session, short: Omit<ShortService, 'namespace'>): void {
  const { place } = session.sentence;
  const [own, inNamespace] = short.name.split('/').reverse();
  session.facts.giveLater((namespace) =>
    serviceWithPods({ ...short, name: own ?? short.name, namespace: inNamespace ?? namespace }, place),
  );
}

/** Something that answers at an address outside the cluster. */
export function giveOutsideServer(session: Session, name: string, at: Pick<Flow, 'to' | 'protocol'>): void {
  const where = session.sentence.place;
  const destination = parseDestination(at.to);
  if ('what' in destination) throw new UserError({ ...destination, where });
  if (destination.kind !== 'address') {
    throw new UserError({ what: `"${at.to}" is no address with a port`, where, expected: '192.0.2.42:9376' });
  }
  if (session.isOpen) {
    throw new UserError({
      what: `server "${name}" comes too late`,
      where,
      expected: 'servers outside before the first change and the first check',
    });
  }
  const { address, port } = destination;
  session.facts.outsideServers.push({ name, address, port, protocol: (at.protocol ?? 'TCP') as Protocol });
}

function nodeOf({ node }: { node?: string }): { node?: string } {
  return node === undefined ? {} : { node };
}

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

function nodeOf({ node }: { node?: string }): { node?: string } {
  return node === undefined ? {} : { node };
}

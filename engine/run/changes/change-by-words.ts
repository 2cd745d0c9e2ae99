import { UserError } from '../../errors/index.ts';
import { isClusterScoped, type Ref } from '../../kube/index.ts';
import type { Session } from '../session.ts';
import { kindNamed } from './kinds.ts';

/** `service "web"`, `pod "shop/web-1"`: an object by the words of a sentence. */
export interface Named {
  readonly kind: string;
  readonly name: string;
}

/** The object that is meant, wherever names without namespace belong. */
export async function refTo(session: Session, { kind, name }: Named): Promise<Ref> {
  await session.ready();
  const known = kindNamed(kind);
  if (isClusterScoped(known)) return { kind: known, namespace: '', name };
  const [namespace = '', own] = name.includes('/') ? name.split('/') : [session.namespace, name];
  return { kind: known, namespace, name: own ?? '' };
}

/** A pod is deleted as its user does it, so that its owner replaces it. */
export async function remove(session: Session, named: Named): Promise<void> {
  const object = await refTo(session, named);
  await session.change(
    object.kind === 'Pod' ? { kind: 'delete-pod', pod: object } : { kind: 'delete', object },
  );
}

export async function kill(session: Session, pod: string): Promise<void> {
  await session.change({
    kind: 'delete-pod',
    pod: await refTo(session, { kind: 'pod', name: pod }),
    force: true,
  });
}

export async function terminate(session: Session, pod: string, serving: boolean): Promise<void> {
  await session.change({
    kind: 'terminate-pod',
    pod: await refTo(session, { kind: 'pod', name: pod }),
    serving,
  });
}

export async function setReadiness(session: Session, pod: string, ready: boolean): Promise<void> {
  await session.change({ kind: 'readiness', pod: await refTo(session, { kind: 'pod', name: pod }), ready });
}

export async function scale(session: Session, named: Named, replicas: number): Promise<void> {
  await session.change({ kind: 'scale', object: await refTo(session, named), replicas });
}

/** `app=other`; several with commas. */
export async function label(session: Session, named: Named, text: string): Promise<void> {
  const labels = text.split(',').map((part) => part.trim().split('='));
  if (labels.some((pair) => pair.length !== 2 || pair[0] === '')) {
    throw new UserError({
      what: `no label is written like "${text}"`,
      where: session.sentence.place,
      expected: 'app=web, or app=web,tier=front',
    });
  }
  await session.change({
    kind: 'label',
    object: await refTo(session, named),
    labels: Object.fromEntries(labels),
  });
}

export async function unlabel(session: Session, named: Named, key: string): Promise<void> {
  await session.change({ kind: 'label', object: await refTo(session, named), labels: { [key]: null } });
}

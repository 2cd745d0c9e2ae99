import type { KubeObject } from '../../../kube/index.ts';

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** What `kubectl apply` noted of an object when it sent it last; nothing where nobody did, or it can't be read. */
export function lastAppliedNote(object: KubeObject): Readonly<Record<string, unknown>> | undefined {
  const note = object.metadata.annotations?.[annotation];
  try {
    return note === undefined ? undefined : (JSON.parse(note) as Readonly<Record<string, unknown>>);
  } catch {
    return undefined;
  }
}

import type { KubeObject } from '../../kube/index.ts';
import { lastAppliedNote } from '../changes/apply/last-applied.ts';
import { mergeApplied } from '../changes/apply/merge-applied.ts';

/** Kinds of which an API server itself keeps what an update leaves out, or of which nobody else fills in anything. */
const sentWhole = new Set(['Service', 'Endpoints', 'EndpointSlice', 'Namespace']);

type Fields = Readonly<Record<string, unknown>>;

/**
 * The object that arrives at the API server when a manifest is applied over a stored object. Where the object notes
 * what was applied last, that decides what goes. Without such a note a manifest stands for the whole object, but a pod, a
 * node or a workload that an API server recorded keeps what schedulers and controllers put into it.
 */
export function sentAs(manifest: KubeObject, stored: KubeObject): KubeObject {
  const whole = sentWhole.has(stored.kind) || stored.metadata.uid === undefined;
  const last = lastAppliedNote(stored) ?? (whole ? (stored as unknown as Fields) : undefined);
  return mergeApplied(
    last,
    stored as unknown as Fields,
    manifest as unknown as Fields,
  ) as unknown as KubeObject;
}

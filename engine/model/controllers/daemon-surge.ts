import { isAtLeast, type DaemonSet, type Manifest, type Pod, type Version } from '../../kube/index.ts';
import { intOrPercent } from './int-or-percent.ts';
import { isReady } from './pod-conditions.ts';

type Spec = DaemonSet['spec'] & {
  readonly updateStrategy?: {
    readonly type?: string;
    readonly rollingUpdate?: { readonly maxSurge?: number | string };
  };
};

/** A node with a pod of an older template, and beside it the one of the new template if it is there. */
export interface Surging {
  readonly node: string;
  readonly old: Manifest<Pod>;
  readonly fresh: Manifest<Pod> | undefined;
}

/** On how many nodes a second pod may start before the first has gone; 0 where an update deletes first (1.22, gate DaemonSetUpdateSurge). */
export function surgeOf({ updateStrategy }: Spec, nodes: number, version: Version): number {
  if (updateStrategy?.type === 'OnDelete' || !isAtLeast(version, '1.22')) return 0;
  return intOrPercent(updateStrategy?.rollingUpdate?.maxSurge, nodes, Math.ceil) ?? 0;
}

/**
 * One step of an update that starts new pods first: an old pod goes once its successor is ready, an old one that
 * serves nobody gets a successor at once, and of the others as many as `maxSurge` allows (`rollingUpdate` of the
 * DaemonSet controller).
 */
export function surgeStep(
  nodes: readonly Surging[],
  maxSurge: number,
): { readonly gone: readonly Manifest<Pod>[]; readonly startOn: readonly string[] } {
  const followed = nodes.filter(({ fresh }) => fresh && isReady(fresh.object));
  const surging = nodes.filter(({ fresh }) => fresh && !isReady(fresh.object)).length;
  const alone = nodes.filter(({ fresh }) => !fresh);
  const idle = alone.filter(({ old }) => !isReady(old.object));
  const serving = alone.filter(({ old }) => isReady(old.object));
  const next = [...idle, ...serving.slice(0, Math.max(0, maxSurge - surging))];
  return { gone: followed.map(({ old }) => old), startOn: next.map(({ node }) => node) };
}

import { canonicalJson } from '../../canonical-json.ts';
import type { FieldPath } from '../../manifest.ts';
import type { KubeObject } from '../../types/meta.ts';
import type { Judge } from '../judge.ts';
import { printed } from '../workload/selector.ts';

export const hint = 'delete it first, then apply it';

/** Fields that stay as they were created, by kind (`ValidateImmutableField` in the strategies of apps, batch, discovery). */
const immutable: Readonly<Record<string, readonly FieldPath[]>> = {
  Deployment: [['spec', 'selector']],
  ReplicaSet: [['spec', 'selector']],
  DaemonSet: [['spec', 'selector']],
  Job: [
    ['spec', 'selector'],
    ['spec', 'completionMode'],
    ['spec', 'podFailurePolicy'],
    ['spec', 'backoffLimitPerIndex'],
    ['spec', 'managedBy'],
    ['spec', 'successPolicy'],
  ],
  EndpointSlice: [['addressType']],
};

/** Says which of them an update changes. */
export function validateImmutable(judge: Judge, next: KubeObject, old: KubeObject): void {
  for (const path of immutable[next.kind] ?? []) {
    const [was, is] = [valueOf(old, path), valueOf(next, path)];
    if (!same(was, is)) judge.invalid(path, is, 'field is immutable', { hint });
  }
  // Who sends no uid means the object that is there.
  const { uid } = next.metadata;
  if (uid !== undefined && old.metadata.uid !== undefined && uid !== old.metadata.uid) {
    judge.invalid(['metadata', 'uid'], uid, 'field is immutable');
  }
}

/** As the API server holds it, and shows it. */
function valueOf(object: KubeObject, path: FieldPath): unknown {
  const value = fieldOf(object, path);
  if (path[1] === 'selector' && value) return printed(value);
  return path[1] === 'completionMode' ? (value ?? 'NonIndexed') : value;
}

/** The order of keys and empty values don't count. */
export function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

export function fieldOf(object: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key],
    object,
  );
}

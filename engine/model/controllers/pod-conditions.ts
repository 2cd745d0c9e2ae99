import type { Condition, Pod, PodStatus } from '../../kube/index.ts';

/** True if the pod's Ready condition is True: the only thing that endpoints ask of readiness. */
export function isReady(pod: Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

/** True once all containers have ended, well or badly: such a pod never comes back. */
export function isTerminal(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

export function isTerminating(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

/** What workload controllers count: neither ended nor being deleted (`IsPodActive`). */
export function isCounted(pod: Pod): boolean {
  return !isTerminal(pod) && !isTerminating(pod);
}

/** The status with some conditions set and the others kept in their order. */
export function withConditions(status: PodStatus | undefined, changed: readonly Condition[]): PodStatus {
  const types = new Set(changed.map(({ type }) => type));
  const kept = status?.conditions?.filter(({ type }) => !types.has(type)) ?? [];
  return { ...status, conditions: [...kept, ...changed] };
}

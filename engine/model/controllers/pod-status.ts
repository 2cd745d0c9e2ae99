import type { Condition, Container, Pod, PodStatus } from '../../kube/index.ts';
import { sidecarsOf, type IsTargeted } from './readiness/failing-probe.ts';
import { containerReadiness } from './readiness/container-readiness.ts';

/** The status of a pod that no node takes. One object, so that the model knows its own. */
export const unschedulable: PodStatus = {
  phase: 'Pending',
  conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }],
};

/** The status of a pod whose node does not start it: it is off, is missing, or has no address left. */
export const notStarted: PodStatus = {
  phase: 'Pending',
  conditions: [{ type: 'PodScheduled', status: 'True' }],
};

/** The status of a pod that its kubelet refuses because a port of the node is taken. */
export const portsTaken: PodStatus = { phase: 'Failed', reason: 'NodePorts' };

/** The status of a pod that its node runs. What the manifest says of the status wins. */
export function runningStatus(
  pod: Pod,
  ips: readonly string[],
  hostIPs: readonly string[],
  isTargeted: IsTargeted,
): PodStatus {
  const { initialized, unready } = containerReadiness(pod.spec, isTargeted);
  const gates = pod.spec.readinessGates ?? [];
  const given = pod.status?.conditions ?? [];
  const gatesOpen = gates.every(({ conditionType }) =>
    given.some(({ type, status }) => type === conditionType && status === 'True'),
  );
  const containersReady = unready.size === 0;
  const conditions: readonly Condition[] = [
    { type: 'PodReadyToStartContainers', status: 'True' },
    condition('Initialized', initialized, 'ContainersNotInitialized'),
    condition('Ready', containersReady && gatesOpen, containersReady ? 'ReadinessGatesNotReady' : undefined),
    condition('ContainersReady', containersReady),
    { type: 'PodScheduled', status: 'True' },
  ];
  const givenTypes = new Set(given.map(({ type }) => type));
  const sidecars = sidecarsOf(pod.spec);
  const show = (container: Container): Readonly<Record<string, unknown>> =>
    containerStatus(container, !unready.has(container.name), initialized);
  return {
    phase: initialized ? 'Running' : 'Pending',
    ...(hostIPs[0] !== undefined && { hostIP: hostIPs[0], hostIPs: hostIPs.map((ip) => ({ ip })) }),
    ...(ips[0] !== undefined && { podIP: ips[0], podIPs: ips.map((ip) => ({ ip })) }),
    containerStatuses: pod.spec.containers.map(show),
    ...(sidecars.length > 0 && { initContainerStatuses: sidecars.map(show) }),
    ...pod.status,
    conditions: [...conditions.filter(({ type }) => !givenTypes.has(type)), ...given],
  };
}

function condition(type: string, isTrue: boolean, reason = 'ContainersNotReady'): Condition {
  return isTrue ? { type, status: 'True' } : { type, status: 'False', reason };
}

function containerStatus(
  { name, image }: Container,
  ready: boolean,
  initialized: boolean,
): Readonly<Record<string, unknown>> {
  return {
    name,
    ...(image !== undefined && { image }),
    ready,
    started: initialized,
    restartCount: 0,
    state: initialized ? { running: {} } : { waiting: { reason: 'PodInitializing' } },
  };
}

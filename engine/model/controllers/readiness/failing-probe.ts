import type { Container, PodSpec, Probe } from '../../../kube/index.ts';
import { isFailingCommand } from './exec-probe.ts';

/** Says whether the pod listens on a TCP port that no container declares: a Service may target it. */
export type IsTargeted = (port: number) => boolean;

/** True if the manifest itself shows that a container's probe fails. What it can't show passes. */
export function isFailing(
  probe: Probe | undefined,
  container: Container,
  spec: PodSpec,
  isTargeted: IsTargeted,
): boolean {
  if (!probe) return false;
  if (probe.exec?.command) return isFailingCommand(probe.exec.command, spec);
  const action = probe.httpGet ?? probe.tcpSocket ?? probe.grpc;
  if (!action || ('host' in action && action.host)) return false;
  return !listens(action.port, container, spec, isTargeted);
}

/** A name is one of this container's ports; a number may be any container's, they share the address. */
function listens(
  port: number | string,
  container: Container,
  spec: PodSpec,
  isTargeted: IsTargeted,
): boolean {
  const number = /^\d+$/.test(String(port)) ? Number(port) : undefined;
  if (number === undefined) {
    return (container.ports ?? []).some(
      ({ name, protocol }) => name === port && (protocol ?? 'TCP') === 'TCP',
    );
  }
  const declared = containersOf(spec).flatMap(({ ports }) => ports ?? []);
  if (declared.length === 0) return true;
  const isDeclared = declared.some(
    ({ containerPort, protocol }) => containerPort === number && (protocol ?? 'TCP') === 'TCP',
  );
  return isDeclared || isTargeted(number);
}

/** The containers that run side by side: the regular ones and the sidecars. */
export function containersOf(spec: PodSpec): readonly Container[] {
  return [...spec.containers, ...sidecarsOf(spec)];
}

/** Init containers with `restartPolicy: Always` (KEP-753). */
export function sidecarsOf(spec: PodSpec): readonly Container[] {
  return spec.initContainers?.filter(({ restartPolicy }) => restartPolicy === 'Always') ?? [];
}

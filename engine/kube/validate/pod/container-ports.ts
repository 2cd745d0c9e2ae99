import type { FieldPath } from '../../manifest.ts';
import type { ContainerPort } from '../../types/pod.ts';
import type { Judge } from '../judge.ts';
import { portNameFaults } from '../names.ts';

/** `validateContainerPorts`. */
export function validateContainerPorts(
  judge: Judge,
  ports: readonly ContainerPort[] = [],
  path: FieldPath,
): void {
  const names = new Set<string>();
  ports.forEach(({ name, containerPort, hostPort, protocol }, i) => {
    const own = [...path, i];
    if (name) {
      const faults = portNameFaults(name);
      judge.named([...own, 'name'], name, faults);
      if (names.has(name)) judge.duplicate([...own, 'name'], name);
      if (faults.length === 0) names.add(name);
    }
    if (containerPort === 0) judge.required([...own, 'containerPort']);
    else judge.port([...own, 'containerPort'], containerPort);
    if (hostPort) judge.port([...own, 'hostPort'], hostPort);
    judge.oneOf([...own, 'protocol'], protocol, ['SCTP', 'TCP', 'UDP']);
  });
}

import type { FieldPath } from '../../manifest.ts';
import type { Container, PodSpec } from '../../types/pod.ts';
import type { Judge } from '../judge.ts';

/**
 * A port of the node can be taken once (`checkHostPortConflicts`).
 *
 * @param written where the container is, if the API server calls it otherwise
 */
export function validateUniqueHostPorts(
  judge: Judge,
  containers: readonly Container[],
  pathOf: (index: number) => FieldPath,
  written?: FieldPath,
): void {
  const seen = new Set<string>();
  containers.forEach(({ ports }, i) =>
    ports?.forEach(({ hostPort, hostIP = '', protocol = 'TCP' }, j) => {
      if (!hostPort) return;
      const key = `${protocol}/${hostIP}/${hostPort}`;
      const field = ['ports', j, 'hostPort'];
      const at = written && [...written, ...field];
      if (seen.has(key)) judge.duplicate([...pathOf(i), ...field], key, { at });
      seen.add(key);
    }),
  );
}

/** In the network of its node a container can't have another port there (`validatePodHostNetworkDeps`). */
export function validateHostNetwork(judge: Judge, spec: PodSpec, path: FieldPath, isPod: boolean): void {
  if (!spec.hostNetwork) return;
  spec.containers.forEach(({ ports }, i) =>
    ports?.forEach(({ hostPort = 0, containerPort }, j) => {
      if (hostPort === containerPort || (hostPort === 0 && !isPod)) return;
      const own = [...path, 'containers', i, 'ports', j, 'hostPort'];
      judge.invalid(own, hostPort, 'must match `containerPort` when `hostNetwork` is true');
    }),
  );
}

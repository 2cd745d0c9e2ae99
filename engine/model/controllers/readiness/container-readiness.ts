import type { Container, PodSpec } from '../../../kube/index.ts';
import { isFailingCommand } from './exec-probe.ts';
import { containersOf, isFailing, type IsTargeted } from './failing-probe.ts';

/** What a manifest shows of a pod's containers once they had time to start. */
export interface ContainerReadiness {
  /** False where an init container can be told to fail: the others never start. */
  readonly initialized: boolean;
  /** Containers and sidecars that never get ready, by name. */
  readonly unready: ReadonlySet<string>;
}

/** A container is ready unless its readiness or startup probe is declared failing. */
export function containerReadiness(spec: PodSpec, isTargeted: IsTargeted): ContainerReadiness {
  const running = containersOf(spec);
  const initialized = !(spec.initContainers ?? []).some((container) => failsToInitialize(container, spec));
  const unready = running.filter(
    (container) =>
      !initialized ||
      isFailing(container.readinessProbe, container, spec, isTargeted) ||
      isFailing(container.startupProbe, container, spec, isTargeted),
  );
  return { initialized, unready: new Set(unready.map(({ name }) => name)) };
}

function failsToInitialize(container: Container, spec: PodSpec): boolean {
  if (container.restartPolicy === 'Always') return false;
  return isFailingCommand([...(container.command ?? []), ...(container.args ?? [])], spec);
}

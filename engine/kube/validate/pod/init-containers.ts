import type { FieldPath } from '../../manifest.ts';
import type { PodSpec } from '../../types/pod.ts';
import type { Judge } from '../judge.ts';
import { validateContainer } from './containers.ts';
import { validateUniqueHostPorts } from './host-ports.ts';
import { validateLife } from './probes.ts';

/** What a container that ends by itself has no use for. */
const ofSidecars = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** Containers that run before a pod's work, one by one, and sidecars (`validateInitContainers`). */
export function validateInitContainers(judge: Judge, spec: PodSpec, path: FieldPath): void {
  const names = new Set(spec.containers.map(({ name }) => name));
  const own = [...path, 'initContainers'];
  spec.initContainers?.forEach((container, i) => {
    validateContainer(judge, container, [...own, i]);
    if (names.has(container.name)) judge.duplicate([...own, i, 'name'], container.name);
    else if (container.name !== '') names.add(container.name);
    // The API server takes each of them for the first.
    const place = { called: [...own, 0], written: [...own, i] };
    validateUniqueHostPorts(judge, [container], () => place.called, place.written);
    if (container.restartPolicy === 'Always') {
      validateLife(judge, container, spec.terminationGracePeriodSeconds, [...own, i]);
      return;
    }
    for (const field of ofSidecars) {
      if (!container[field]) continue;
      const why = 'may not be set for init containers without restartPolicy=Always';
      judge.forbidden([...own, i, field], why);
    }
  });
}

import type { FieldPath } from '../../manifest.ts';
import type { Container, Probe } from '../../types/pod.ts';
import type { Judge } from '../judge.ts';
import { validateHandler } from './handler.ts';

const numbers = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

/**
 * What is asked of a container while it runs, and what it does when it starts and ends.
 *
 * @param grace seconds that the pod has to end
 */
export function validateLife(
  judge: Judge,
  container: Container,
  grace: number | undefined,
  path: FieldPath,
): void {
  const { lifecycle, readinessProbe, livenessProbe, startupProbe } = container;
  for (const hook of ['postStart', 'preStop'] as const) {
    const handler = lifecycle?.[hook];
    if (handler) validateHandler(judge, handler, grace, [...path, 'lifecycle', hook]);
  }
  if (readinessProbe) {
    const own = [...path, 'readinessProbe'];
    validateProbe(judge, readinessProbe, grace, own);
    const seconds = readinessProbe.terminationGracePeriodSeconds;
    if (seconds !== undefined) {
      const why = 'must not be set for readinessProbes';
      judge.invalid([...own, 'terminationGracePeriodSeconds'], seconds, why);
    }
  }
  for (const [field, probe] of Object.entries({ livenessProbe, startupProbe })) {
    if (!probe) continue;
    const own = [...path, field];
    validateProbe(judge, probe, grace, own);
    const times = probe.successThreshold || 1;
    if (times !== 1) judge.invalid([...own, 'successThreshold'], times, 'must be 1');
  }
}

/** What all probes must be (`validateProbe`). */
function validateProbe(judge: Judge, probe: Probe, grace: number | undefined, path: FieldPath): void {
  validateHandler(judge, probe, grace, path);
  for (const field of numbers) judge.notNegative([...path, field], probe[field]);
  const seconds = probe.terminationGracePeriodSeconds;
  if (seconds === undefined || seconds > 0) return;
  judge.invalid([...path, 'terminationGracePeriodSeconds'], seconds, 'must be greater than 0');
}

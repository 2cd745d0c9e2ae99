import type { Deployment } from '../../types/workload.ts';
import type { Judge } from '../judge.ts';
import { isNone, notMoreThanAll, validateAmount } from './amount.ts';

/** Seconds until a rollout counts as stuck, if nobody says (`SetDefaults_Deployment`). */
const usualDeadline = 600;

/** How a Deployment changes its pods (`ValidateDeploymentStrategy`), and how long that may take. */
export function validateDeployment(judge: Judge, spec: Deployment['spec']): void {
  const { minReadySeconds = 0, progressDeadlineSeconds = usualDeadline, strategy = {} } = spec;
  if (progressDeadlineSeconds <= minReadySeconds) {
    const why = 'must be greater than minReadySeconds';
    judge.invalid(['spec', 'progressDeadlineSeconds'], progressDeadlineSeconds, why);
  }
  const { type = 'RollingUpdate', rollingUpdate } = strategy;
  const path = ['spec', 'strategy'];
  const { maxUnavailable = '25%', maxSurge = '25%' } = rollingUpdate ?? {};
  const own = [...path, 'rollingUpdate'];
  if (type === 'Recreate') {
    if (!rollingUpdate) return;
    judge.forbidden(own, "may not be specified when strategy `type` is 'Recreate'");
  } else if (type === 'RollingUpdate' || type === '') {
    const unavailable = [...own, 'maxUnavailable'];
    validateAmount(judge, maxUnavailable, unavailable);
    validateAmount(judge, maxSurge, [...own, 'maxSurge']);
    if (isNone(maxUnavailable) && isNone(maxSurge)) {
      judge.invalid(unavailable, maxUnavailable, 'may not be 0 when `maxSurge` is 0');
    }
    notMoreThanAll(judge, maxUnavailable, unavailable);
  } else {
    judge.notSupported(path, asGo(strategy), ['Recreate', 'RollingUpdate']);
  }
}

/** As the API server holds a strategy, and shows it. */
export function asGo({ type, rollingUpdate }: NonNullable<Deployment['spec']['strategy']>): object {
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
  return {
    Type: type,
    RollingUpdate: rollingUpdate ? { MaxUnavailable: maxUnavailable, MaxSurge: maxSurge } : null,
  };
}

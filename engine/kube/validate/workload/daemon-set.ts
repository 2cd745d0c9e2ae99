import type { DaemonSet } from '../../types/workload.ts';
import type { Judge } from '../judge.ts';
import { isNone, notMoreThanAll, validateAmount } from './amount.ts';
import { asGo } from './deployment.ts';

/** How a DaemonSet changes its pods: one after the other, or one beside the other (`ValidateDaemonSetUpdateStrategy`). */
export function validateDaemonSet(judge: Judge, { updateStrategy = {} }: DaemonSet['spec']): void {
  const { type = 'RollingUpdate', rollingUpdate } = updateStrategy;
  const path = ['spec', 'updateStrategy'];
  if (type === 'OnDelete') return;
  if (type !== 'RollingUpdate' && type !== '') {
    judge.notSupported(path, asGo(updateStrategy), ['RollingUpdate', 'OnDelete']);
    return;
  }
  const { maxUnavailable = 1, maxSurge = 0 } = rollingUpdate ?? {};
  for (const [field, amount] of Object.entries({ maxUnavailable, maxSurge })) {
    const own = [...path, 'rollingUpdate', field];
    validateAmount(judge, amount, own);
    notMoreThanAll(judge, amount, own);
  }
  if (isNone(maxUnavailable) && isNone(maxSurge)) {
    judge.required([...path, 'rollingUpdate', 'maxUnavailable'], 'cannot be 0 when maxSurge is 0');
  } else if (!isNone(maxUnavailable) && !isNone(maxSurge)) {
    const why = 'may not be set when maxUnavailable is non-zero';
    judge.invalid([...path, 'rollingUpdate', 'maxSurge'], maxSurge, why);
  }
}

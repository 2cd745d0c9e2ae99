import type { StatefulSet } from '../../types/workload.ts';
import type { Judge } from '../judge.ts';
import { dns1123LabelFaults } from '../names.ts';
import { isNone, notMoreThanAll, validateAmount } from './amount.ts';

type Spec = StatefulSet['spec'];

/** What a StatefulSet has beside a selector and a template (`ValidateStatefulSetSpec`). */
export function validateStatefulSet(judge: Judge, spec: Spec, isNew: boolean): void {
  const { serviceName, podManagementPolicy, ordinals } = spec;
  if (isNew && serviceName)
    judge.named(['spec', 'serviceName'], serviceName, dns1123LabelFaults(serviceName));
  judge.notNegative(['spec', 'ordinals', 'start'], ordinals?.start);
  if (podManagementPolicy && podManagementPolicy !== 'OrderedReady' && podManagementPolicy !== 'Parallel') {
    const why = "must be 'OrderedReady' or 'Parallel'";
    judge.invalid(['spec', 'podManagementPolicy'], podManagementPolicy, why);
  }
  for (const field of ['whenDeleted', 'whenScaled'] as const) {
    const path = ['spec', 'persistentVolumeClaimRetentionPolicy', field];
    judge.oneOf(path, spec.persistentVolumeClaimRetentionPolicy?.[field], ['Retain', 'Delete']);
  }
  validateStrategy(judge, spec.updateStrategy);
}

function validateStrategy(judge: Judge, strategy: Spec['updateStrategy'] = {}): void {
  const { type = 'RollingUpdate', rollingUpdate } = strategy;
  const path = ['spec', 'updateStrategy'];
  const own = [...path, 'rollingUpdate'];
  if (type === 'OnDelete') {
    if (!rollingUpdate) return;
    judge.invalid(own, asGo(rollingUpdate), "only allowed for updateStrategy 'RollingUpdate'");
  } else if (type === 'RollingUpdate' || type === '') {
    judge.notNegative([...own, 'partition'], rollingUpdate?.partition);
    const amount = rollingUpdate?.maxUnavailable;
    if (amount === undefined) return;
    const unavailable = [...own, 'maxUnavailable'];
    validateAmount(judge, amount, unavailable);
    if (isNone(amount)) judge.invalid(unavailable, amount, 'cannot be 0');
    notMoreThanAll(judge, amount, unavailable);
  } else {
    const shown = { Type: type, RollingUpdate: rollingUpdate ? asGo(rollingUpdate) : null };
    judge.invalid(path, shown, "must be 'RollingUpdate' or 'OnDelete'");
  }
}

/** As the API server holds it, and shows it. */
function asGo({
  partition = 0,
  maxUnavailable,
}: NonNullable<Spec['updateStrategy']>['rollingUpdate'] & {}): object {
  return { Partition: partition, MaxUnavailable: maxUnavailable ?? null };
}

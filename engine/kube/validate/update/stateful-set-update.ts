import type { StatefulSet } from '../../types/workload.ts';
import type { Judge } from '../judge.ts';
import { hint, same } from './immutable.ts';

const mayChange = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

const onlyThese =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

/** `ValidateStatefulSetUpdate`. */
export function validateStatefulSetUpdate(judge: Judge, { spec }: StatefulSet, old: StatefulSet): void {
  if (!same(frozen(spec), frozen(old.spec))) judge.forbidden(['spec'], onlyThese, { hint });
}

function frozen(spec: StatefulSet['spec']): unknown {
  const whole = {
    ...spec,
    serviceName: spec.serviceName || undefined,
    podManagementPolicy: spec.podManagementPolicy || 'OrderedReady',
  };
  return Object.fromEntries(Object.entries(whole).filter(([key]) => !mayChange.includes(key)));
}

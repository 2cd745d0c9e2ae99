import type { Workload } from '../../types/workload.ts';
import type { Judge } from '../judge.ts';
import { hint, same } from './immutable.ts';

const mayChangeInStatefulSet = [
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

/** What a StatefulSet and a Job keep beside the fields that are immutable by name. */
export function validateWorkloadUpdate(judge: Judge, next: Workload, old: Workload): void {
  if (next.kind === 'StatefulSet' && !same(frozen(next.spec), frozen(old.spec))) {
    judge.forbidden(['spec'], onlyThese, { hint });
  }
  if (next.kind !== 'Job' || old.kind !== 'Job') return;
  if (!same(next.spec.template, old.spec.template)) {
    judge.invalid(['spec', 'template'], next.spec.template, 'field is immutable', { hint });
  }
  // Where pods have no number, their count may not change (`validateCompletions`).
  const { completions } = next.spec;
  if (completions === old.spec.completions || next.spec.completionMode === 'Indexed') return;
  judge.invalid(['spec', 'completions'], completions, 'field is immutable', { hint });
}

function frozen(spec: object): unknown {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => !mayChangeInStatefulSet.includes(key)));
}

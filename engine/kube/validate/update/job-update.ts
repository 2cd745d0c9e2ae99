import { wholePodSpec } from '../../defaults/whole-pod-spec.ts';
import type { PodTemplate } from '../../types/pod.ts';
import type { Job } from '../../types/workload.ts';
import type { Judge } from '../judge.ts';
import { hint, same } from './immutable.ts';

/** What a Job keeps beside the fields that are immutable by name (`ValidateJobSpecUpdate`). */
export function validateJobUpdate(judge: Judge, { spec }: Job, old: Job): void {
  // Nobody has chosen nodes yet for a Job that never started (KEP-2926).
  const mayMove = old.spec.suspend === true && old.status?.['startTime'] === undefined;
  if (!same(frozen(spec.template, mayMove), frozen(old.spec.template, mayMove))) {
    judge.invalid(['spec', 'template'], spec.template, 'field is immutable', { hint });
  }
  const { completions, parallelism = 1 } = spec;
  if (completions === old.spec.completions) return;
  const path = ['spec', 'completions'];
  // Pods with a number can be more or fewer, all at once (KEP-3715).
  if (spec.completionMode !== 'Indexed') judge.invalid(path, completions, 'field is immutable', { hint });
  else if (completions !== undefined && completions !== parallelism) {
    judge.invalid(path, completions, 'can only be modified in tandem with spec.parallelism');
  }
}

function frozen({ metadata, spec }: PodTemplate, mayMove: boolean): unknown {
  const whole = wholePodSpec(spec);
  if (!mayMove) return { metadata, spec: whole };
  return {
    spec: {
      ...whole,
      affinity: { ...whole.affinity, nodeAffinity: undefined },
      nodeSelector: undefined,
      tolerations: undefined,
      schedulingGates: undefined,
    },
  };
}

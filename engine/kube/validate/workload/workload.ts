import { defaultTemplateSpec } from '../../defaults/pod.ts';
import type { Fault } from '../../structure/check-structure.ts';
import type { Workload } from '../../types/workload.ts';
import { Judge } from '../judge.ts';
import { validateCounts } from './counts.ts';
import { validateDaemonSet } from './daemon-set.ts';
import { validateDeployment } from './deployment.ts';
import { validateJob } from './job.ts';
import { validateRestarts } from './restarts.ts';
import { validateWorkloadSelector } from './selector.ts';
import { validateStatefulSet } from './stateful-set.ts';
import { validateTemplate } from './template.ts';

/** Selector, template, counts and strategy (`ValidateDeploymentSpec` and its like, pkg/apis/apps/validation). */
export function validateWorkload(workload: Workload, isNew: boolean): readonly Fault[] {
  const judge = new Judge();
  const { kind, spec } = workload;
  const template = { ...spec.template, spec: defaultTemplateSpec(spec.template.spec) };
  validateCounts(judge, workload);
  const isSelector = validateWorkloadSelector(judge, workload);
  // What picks nothing that can be told has no template to the API server, but for the oldest check.
  if (isSelector || kind === 'DaemonSet') validateTemplate(judge, kind, template);
  if (isSelector || kind === 'DaemonSet' || kind === 'StatefulSet') {
    validateRestarts(judge, kind, template.spec);
  }
  if (kind === 'Deployment') validateDeployment(judge, spec);
  else if (kind === 'StatefulSet') validateStatefulSet(judge, spec, isNew);
  else if (kind === 'DaemonSet') validateDaemonSet(judge, spec);
  else if (kind === 'Job') validateJob(judge, workload, isNew);
  return judge.faults;
}

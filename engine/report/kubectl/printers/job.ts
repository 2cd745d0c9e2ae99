import type { Condition, Job, KubeObject, LabelSelector } from '../../../kube/index.ts';
import { age, humanDuration } from '../human-duration.ts';
import { formatSelector } from '../labels.ts';
import { printer, type PrintContext } from '../printer.ts';
import { containersAndImages } from './workload.ts';

interface JobStatus {
  readonly succeeded?: number;
  readonly startTime?: string;
  readonly completionTime?: string;
  readonly conditions?: readonly Condition[];
}

/** `printJob` of kubernetes/pkg/printers/internalversion; the status column since Kubernetes 1.31. */
export const jobPrinter = printer<Job>(
  'Job',
  'Name | Status | Completions | Duration | Age | +Containers | +Images | +Selector',
  (job, context) => {
    const { metadata, spec } = job;
    const status = (job.status ?? {}) as JobStatus;
    return [
      metadata.name,
      phase(job, status),
      completions(job, status),
      duration(status, context),
      age(metadata.creationTimestamp, context.now),
      ...containersAndImages(spec.template),
      formatSelector((spec as { selector?: LabelSelector }).selector),
    ];
  },
);

/** The first of these conditions that is true names the status. */
const phases = {
  Complete: 'Complete',
  Failed: 'Failed',
  Suspended: 'Suspended',
  FailureTarget: 'FailureTarget',
  SuccessCriteriaMet: 'SuccessCriteriaMet',
} as const;

function phase({ metadata }: KubeObject, { conditions = [] }: JobStatus): string {
  const is = (type: string) => conditions.some((c) => c.type === type && c.status === 'True');
  if (is('Complete') || is('Failed')) return is('Complete') ? phases.Complete : phases.Failed;
  if (metadata.deletionTimestamp !== undefined) return 'Terminating';
  return Object.values(phases).find(is) ?? 'Running';
}

function completions({ spec }: Job, { succeeded = 0 }: JobStatus): string {
  if (spec.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function duration({ startTime, completionTime }: JobStatus, { now }: PrintContext): string {
  if (startTime === undefined) return '';
  const end = completionTime === undefined ? now : Date.parse(completionTime);
  return humanDuration(end - Date.parse(startTime));
}

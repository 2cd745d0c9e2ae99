import type { FieldPath } from '../manifest.ts';
import { formatSelector, matchesLabels, matchesSelector } from '../selector.ts';
import type { Fault } from '../structure/check-structure.ts';
import type { LabelSelector, StringMap } from '../types/meta.ts';
import type { Workload } from '../types/workload.ts';
import { Judge } from './judge.ts';
import { validateLabels, validateSelector } from './labels.ts';
import { validatePodSpec } from './pod.ts';

/** Selector, template, replicas (`ValidateDeploymentSpec` and its like, pkg/apis/apps/validation/validation.go). */
export function validateWorkload(workload: Workload): readonly Fault[] {
  const judge = new Judge();
  const { kind, spec } = workload;
  const counts: Readonly<Record<string, unknown>> = { ...spec };
  for (const field of ['replicas', 'parallelism', 'completions'] as const) {
    const count = counts[field];
    if (typeof count === 'number') judge.notNegative(['spec', field], count);
  }
  const template = spec.template;
  const labels = template.metadata?.labels;
  if (kind === 'ReplicationController') {
    const selector = Object.keys(spec.selector ?? {}).length > 0 ? spec.selector! : (labels ?? {});
    if (Object.keys(selector).length === 0) judge.required(['spec', 'selector']);
    else if (!matchesLabels(selector, labels)) mismatch(judge, selector, labels);
  } else if (kind !== 'Job') {
    validateWorkloadSelector(judge, kind, spec.selector, labels);
  }
  // The API server calls them by a path of its own.
  validateLabels(judge, labels, ['spec', 'template', 'labels'], ['spec', 'template', 'metadata', 'labels']);
  validatePodSpec(judge, template.spec, ['spec', 'template', 'spec']);
  restartPolicy(judge, workload);
  return judge.faults;
}

function validateWorkloadSelector(
  judge: Judge,
  kind: string,
  selector: LabelSelector,
  labels: StringMap | undefined,
): void {
  const path: FieldPath = ['spec', 'selector'];
  const before = judge.faults.length;
  validateSelector(judge, selector, path);
  const empty = !Object.keys(selector.matchLabels ?? {}).length && !selector.matchExpressions?.length;
  if (empty) {
    // The API server says "deployment" of a ReplicaSet too.
    const name = kind === 'ReplicaSet' ? 'deployment' : kind.toLowerCase();
    judge.invalid(path, {}, `empty selector is invalid for ${name}`);
  } else if (judge.faults.length === before && !matchesSelector(selector, labels)) {
    mismatch(judge, selector.matchLabels ?? {}, labels);
  }
}

function mismatch(judge: Judge, selector: StringMap, labels: StringMap | undefined): void {
  const wanted = formatSelector(selector);
  judge.invalid(
    ['spec', 'template', 'metadata', 'labels'],
    labels ?? {},
    '`selector` does not match template `labels`',
    { ...(wanted !== '' && { expected: wanted }) },
  );
}

/** Only a Job may end: everything else starts its pods again and again. */
function restartPolicy(judge: Judge, { kind, spec }: Workload): void {
  const path = ['spec', 'template', 'spec', 'restartPolicy'];
  const policy = spec.template.spec.restartPolicy;
  if (kind !== 'Job') {
    judge.oneOf(path, policy, ['Always']);
  } else if (policy === undefined || policy === 'Always') {
    judge.required(path, 'valid values: "OnFailure", "Never"', { hint: 'restartPolicy: Never' });
  }
}

import type { FieldPath } from '../../manifest.ts';
import { formatSelector, matchesLabels, matchesSelector } from '../../selector.ts';
import type { LabelSelector, StringMap } from '../../types/meta.ts';
import type { Workload } from '../../types/workload.ts';
import type { Judge } from '../judge.ts';
import { inOrder, validateSelector } from '../labels.ts';

const path: FieldPath = ['spec', 'selector'];

/** What the API server calls a workload whose selector is empty, and what it says of one that it can't read. */
const words: Readonly<Record<string, { readonly name: string; readonly why?: string }>> = {
  Deployment: { name: 'deployment', why: 'invalid label selector' },
  // It says "deployment" of a ReplicaSet too.
  ReplicaSet: { name: 'deployment', why: 'invalid label selector' },
  StatefulSet: { name: 'statefulset', why: '' },
  DaemonSet: { name: 'daemonset' },
};

/** Says what is wrong with a workload's selector, and if it does not pick its own pods; true if it is one. */
export function validateWorkloadSelector(judge: Judge, { kind, spec }: Workload): boolean {
  const labels = spec.template.metadata?.labels;
  if (kind === 'Job') return true;
  if (kind === 'ReplicationController') {
    const selector = Object.keys(spec.selector ?? {}).length > 0 ? spec.selector! : (labels ?? {});
    if (Object.keys(selector).length === 0) judge.required(path);
    else if (!matchesLabels(selector, labels)) mismatch(judge, selector, labels);
    return true;
  }
  const { name, why } = words[kind]!;
  const before = judge.faults.length;
  validateSelector(judge, spec.selector, path);
  const isSelector = judge.faults.length === before;
  if (!isSelector && why !== undefined) judge.invalid(path, printed(spec.selector), why);
  if (isEmpty(spec.selector)) judge.invalid(path, {}, `empty selector is invalid for ${name}`);
  else if (isSelector && !matchesSelector(spec.selector, labels)) {
    mismatch(judge, spec.selector.matchLabels ?? {}, labels);
  }
  return isSelector;
}

function isEmpty({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return Object.keys(matchLabels ?? {}).length === 0 && !matchExpressions?.length;
}

/** In the order of the API's fields, without empty ones. */
export function printed({ matchLabels = {}, matchExpressions = [] }: LabelSelector): object {
  return {
    ...(Object.keys(matchLabels).length > 0 && { matchLabels: inOrder(matchLabels) }),
    ...(matchExpressions.length > 0 && {
      matchExpressions: matchExpressions.map(({ key, operator, values = [] }) => ({
        key,
        operator,
        ...(values.length > 0 && { values }),
      })),
    }),
  };
}

export function mismatch(judge: Judge, selector: StringMap, labels: StringMap | undefined): void {
  const wanted = formatSelector(selector);
  judge.invalid(
    ['spec', 'template', 'metadata', 'labels'],
    inOrder(labels),
    '`selector` does not match template `labels`',
    { ...(wanted !== '' && { expected: wanted }) },
  );
}

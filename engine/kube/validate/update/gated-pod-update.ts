import type { LabelSelectorRequirement } from '../../types/meta.ts';
import type { NodeSelectorTerm, PodSpec } from '../../types/pod.ts';
import type { Judge } from '../judge.ts';
import { inOrder } from '../labels.ts';
import { same } from './immutable.ts';

const nodeAffinity = ['spec', 'affinity', 'nodeAffinity'];
const termsPath = [...nodeAffinity, 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'];

/** A pod that waits for its gates may become more choosy about nodes, not less (KEP-3838). */
export function validateGatedPodUpdate(judge: Judge, spec: PodSpec, old: PodSpec): void {
  const labels = Object.entries(old.nodeSelector ?? {});
  if (labels.some(([key, value]) => spec.nodeSelector?.[key] !== value)) {
    const why = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
    judge.invalid(['spec', 'nodeSelector'], inOrder(spec.nodeSelector), why);
  }
  const [terms, before] = [termsOf(spec), termsOf(old) ?? []];
  if (before.length === 0) return;
  if (terms?.length !== before.length) {
    const why = 'no additions/deletions to non-empty NodeSelectorTerms list are allowed';
    judge.invalid(termsPath, terms?.map(asGo), why);
    return;
  }
  before.forEach((term, i) => {
    if (hasOnlyMore(terms[i]!, term)) return;
    const why = 'only additions are allowed (no mutations or deletions)';
    judge.invalid([...termsPath, i], asGo(terms[i]!), why);
  });
}

function termsOf({ affinity }: PodSpec): readonly NodeSelectorTerm[] | undefined {
  return affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
}

/** A term without anything picks no node, and must go on to pick none. */
function hasOnlyMore(term: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
  const parts = ['matchExpressions', 'matchFields'] as const;
  if (parts.every((part) => !old[part]?.length)) return parts.every((part) => !term[part]?.length);
  return parts.every((part) => {
    const before = old[part] ?? [];
    return same(term[part]?.slice(0, before.length) ?? [], before);
  });
}

/** As the API server holds a term, and shows it. */
function asGo({ matchExpressions, matchFields }: NodeSelectorTerm): object {
  const shown = (list: readonly LabelSelectorRequirement[] | undefined): unknown =>
    list?.map(({ key, operator, values }) => ({ Key: key, Operator: operator, Values: values ?? null })) ??
    null;
  return { MatchExpressions: shown(matchExpressions), MatchFields: shown(matchFields) };
}

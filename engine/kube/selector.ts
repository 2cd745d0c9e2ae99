import type { LabelSelector, LabelSelectorRequirement, StringMap } from './types/meta.ts';
import type { NodeSelectorTerm } from './types/pod.ts';

/** True if every label of the selector is there with its value. An empty selector picks everything. */
export function matchesLabels(selector: StringMap, labels: StringMap | undefined): boolean {
  for (const key in selector) if (labels?.[key] !== selector[key]) return false;
  return true;
}

/** A workload's selector: all of `matchLabels` and all of `matchExpressions`. An empty one picks everything. */
export function matchesSelector(selector: LabelSelector, labels: StringMap | undefined): boolean {
  return (
    matchesLabels(selector.matchLabels ?? {}, labels) &&
    (selector.matchExpressions ?? []).every((requirement) => matchesRequirement(requirement, labels))
  );
}

/**
 * One term of a required node affinity: all of its expressions over labels and all of its fields.
 * A term without either picks no node (API field `nodeSelectorTerms`).
 */
export function matchesNodeSelectorTerm(
  term: NodeSelectorTerm,
  node: { readonly name: string; readonly labels?: StringMap | undefined },
): boolean {
  const expressions = term.matchExpressions ?? [];
  const fields = term.matchFields ?? [];
  if (expressions.length === 0 && fields.length === 0) return false;
  return (
    expressions.every((requirement) => matchesRequirement(requirement, node.labels)) &&
    fields.every((requirement) => matchesRequirement(requirement, { 'metadata.name': node.name }))
  );
}

/** One requirement. NotIn and DoesNotExist hold for a label that is missing; Gt and Lt don't. */
export function matchesRequirement(
  requirement: LabelSelectorRequirement,
  labels: StringMap | undefined,
): boolean {
  const value = labels?.[requirement.key];
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return compare(value, values[0], (a, b) => a > b);
    case 'Lt':
      return compare(value, values[0], (a, b) => a < b);
    default:
      return false;
  }
}

/** `app=web,tier=front`, the way kubectl prints a selector. */
export function formatSelector(selector: StringMap): string {
  return Object.keys(selector)
    .sort()
    .map((key) => `${key}=${selector[key]}`)
    .join(',');
}

const integer = /^[+-]?\d+$/;

function compare(
  value: string | undefined,
  bound: string | undefined,
  holds: (a: bigint, b: bigint) => boolean,
): boolean {
  if (value === undefined || bound === undefined) return false;
  if (!integer.test(value) || !integer.test(bound)) return false;
  return holds(BigInt(value), BigInt(bound));
}

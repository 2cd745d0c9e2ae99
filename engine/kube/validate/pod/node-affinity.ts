import type { FieldPath } from '../../manifest.ts';
import type { LabelSelectorRequirement } from '../../types/meta.ts';
import type { NodeSelectorTerm, PodSpec } from '../../types/pod.ts';
import type { Judge } from '../judge.ts';
import { validateRequirement } from '../labels.ts';
import { dns1123SubdomainFaults } from '../names.ts';

type NodeAffinity = NonNullable<PodSpec['affinity']>['nodeAffinity'];

/** Nodes that a pod must or would rather run on (`validateNodeAffinity`). */
export function validateNodeAffinity(judge: Judge, affinity: NodeAffinity, path: FieldPath): void {
  const required = affinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (required) {
    const own = [...path, 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'];
    const terms = required.nodeSelectorTerms;
    if (terms.length === 0) judge.required(own, 'must have at least one node selector term');
    terms.forEach((term, i) => validateTerm(judge, term, [...own, i], false));
  }
  affinity?.preferredDuringSchedulingIgnoredDuringExecution?.forEach(({ weight, preference }, i) => {
    const own = [...path, 'preferredDuringSchedulingIgnoredDuringExecution', i];
    if (weight < 1 || weight > 100) judge.invalid([...own, 'weight'], weight, 'must be in the range 1-100');
    validateTerm(judge, preference, [...own, 'preference'], true);
  });
}

/** @param anyValue a wish that no label can fulfil does no harm */
function validateTerm(judge: Judge, term: NodeSelectorTerm, path: FieldPath, anyValue: boolean): void {
  term.matchExpressions?.forEach((expression, i) =>
    validateRequirement(judge, expression, [...path, 'matchExpressions', i], { compares: true, anyValue }),
  );
  term.matchFields?.forEach((field, i) => validateField(judge, field, [...path, 'matchFields', i]));
}

/** Of a node's fields its name alone can be asked for (`ValidateNodeFieldSelectorRequirement`). */
function validateField(judge: Judge, requirement: LabelSelectorRequirement, path: FieldPath): void {
  const { key, operator, values = [] } = requirement;
  if (operator !== 'In' && operator !== 'NotIn') {
    judge.invalid([...path, 'operator'], operator, 'not a valid selector operator', {
      expected: 'In or NotIn',
    });
  } else if (values.length !== 1) {
    const why = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    judge.required([...path, 'values'], why);
  }
  if (key !== 'metadata.name') {
    const expected = 'metadata.name';
    judge.invalid([...path, 'key'], key, 'not a valid field selector key', { expected });
    return;
  }
  values.forEach((value, i) => judge.named([...path, 'values', i], value, dns1123SubdomainFaults(value)));
}

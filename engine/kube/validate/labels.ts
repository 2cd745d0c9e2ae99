import type { FieldPath } from '../manifest.ts';
import type { LabelSelector, LabelSelectorRequirement, StringMap } from '../types/meta.ts';
import type { Judge } from './judge.ts';
import { labelValueFaults, qualifiedNameFaults } from './names.ts';

/** Labels, selectors by equality, node selectors (apimachinery: `ValidateLabels`). */
export function validateLabels(
  judge: Judge,
  labels: StringMap | undefined,
  path: FieldPath,
  written: FieldPath = path,
): void {
  for (const key in labels) {
    const value = labels[key]!;
    const at = [...written, key];
    judge.named(path, key, qualifiedNameFaults(key), { at });
    judge.named(path, value, labelValueFaults(value), { at });
  }
}

/** All of an object's annotations together, in bytes. */
const mostAnnotations = 256 * 1024;

/** Keys are as those of labels, but may be written in capitals; values are anything (`ValidateAnnotations`). */
export function validateAnnotations(
  judge: Judge,
  annotations: StringMap = {},
  path: FieldPath,
  written: FieldPath = path,
): void {
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    judge.named(path, key, qualifiedNameFaults(key.toLowerCase()), { at: [...written, key] });
    size += bytesOf(key) + bytesOf(value);
  }
  if (size > mostAnnotations) judge.tooLong(path, mostAnnotations);
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** As the API server prints them: in the order of their keys. */
export function inOrder(labels: StringMap | undefined): StringMap | undefined {
  return labels && Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A workload's selector (`ValidateLabelSelector`). */
export function validateSelector(judge: Judge, selector: LabelSelector, path: FieldPath): void {
  validateLabels(judge, selector.matchLabels, [...path, 'matchLabels']);
  selector.matchExpressions?.forEach((expression, i) => {
    validateRequirement(judge, expression, [...path, 'matchExpressions', i]);
  });
}

/** Gt and Lt compare labels of nodes only. */
interface Requirements {
  readonly compares?: boolean;
  readonly anyValue?: boolean;
}

/** One of a selector's or an affinity's (`ValidateLabelSelectorRequirement`, `ValidateNodeSelectorRequirement`). */
export function validateRequirement(
  judge: Judge,
  { key, operator, values = [] }: LabelSelectorRequirement,
  path: FieldPath,
  { compares = false, anyValue = false }: Requirements = {},
): void {
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) {
      judge.required([...path, 'values'], "must be specified when `operator` is 'In' or 'NotIn'");
    }
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      const why = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
      judge.forbidden([...path, 'values'], why);
    }
  } else if (compares && (operator === 'Gt' || operator === 'Lt')) {
    if (values.length !== 1) {
      judge.required([...path, 'values'], "must be specified single value when `operator` is 'Lt' or 'Gt'");
    }
  } else {
    const expected = compares
      ? 'In, NotIn, Exists, DoesNotExist, Gt or Lt'
      : 'In, NotIn, Exists or DoesNotExist';
    judge.invalid([...path, 'operator'], operator, 'not a valid selector operator', { expected });
  }
  judge.named([...path, 'key'], key, qualifiedNameFaults(key));
  if (anyValue) return;
  values.forEach((value, i) => judge.named([...path, 'values', i], value, labelValueFaults(value)));
}

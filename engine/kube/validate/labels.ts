import type { FieldPath } from '../manifest.ts';
import type { LabelSelector, StringMap } from '../types/meta.ts';
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
export function validateAnnotations(judge: Judge, annotations: StringMap = {}, path: FieldPath): void {
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    judge.named(path, key, qualifiedNameFaults(key.toLowerCase()), { at: [...path, key] });
    size += bytesOf(key) + bytesOf(value);
  }
  if (size > mostAnnotations) judge.tooLong(path, mostAnnotations);
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** A workload's selector (`ValidateLabelSelector`). */
export function validateSelector(judge: Judge, selector: LabelSelector, path: FieldPath): void {
  validateLabels(judge, selector.matchLabels, [...path, 'matchLabels']);
  selector.matchExpressions?.forEach((expression, i) => {
    const own = [...path, 'matchExpressions', i];
    const { key, operator, values = [] } = expression;
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) {
        judge.required([...own, 'values'], "must be specified when `operator` is 'In' or 'NotIn'");
      }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) {
        const why = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
        judge.forbidden([...own, 'values'], why);
      }
    } else {
      const expected = 'In, NotIn, Exists or DoesNotExist';
      judge.invalid([...own, 'operator'], operator, 'not a valid selector operator', { expected });
    }
    judge.named([...own, 'key'], key, qualifiedNameFaults(key));
    values.forEach((value, j) => judge.named([...own, 'values', j], value, labelValueFaults(value)));
  });
}

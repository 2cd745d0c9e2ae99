import type { FieldPath } from '../../manifest.ts';
import type { Toleration } from '../../types/pod.ts';
import type { Judge } from '../judge.ts';
import { labelValueFaults, qualifiedNameFaults } from '../names.ts';

export const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** `ValidateTolerations`. */
export function validateTolerations(
  judge: Judge,
  tolerations: readonly Toleration[] = [],
  path: FieldPath,
): void {
  tolerations.forEach(({ key, operator, value = '', effect = '', tolerationSeconds }, i) => {
    const own = [...path, i];
    if (key) judge.named([...own, 'key'], key, qualifiedNameFaults(key));
    else if (operator !== 'Exists') {
      const why = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      judge.invalid([...own, 'operator'], operator ?? '', why);
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      const why = "effect must be 'NoExecute' when `tolerationSeconds` is set";
      judge.invalid([...own, 'effect'], effect, why);
    }
    validateValue(judge, operator, value, [...own, 'operator']);
    judge.oneOf([...own, 'effect'], effect, taintEffects);
  });
}

/** What is wrong with the value is said of the operator. */
function validateValue(judge: Judge, operator: string | undefined, value: string, path: FieldPath): void {
  if (operator === 'Exists') {
    if (value !== '') judge.invalid(path, value, "value must be empty when `operator` is 'Exists'");
  } else if (operator === 'Lt' || operator === 'Gt') {
    // Numbers are compared where an alpha feature is on (KEP-5471).
    judge.notSupported(path, operator, ['Equal', 'Exists', 'Lt', 'Gt']);
  } else if (operator === 'Equal' || !operator) {
    judge.namedAtOnce(path, value, labelValueFaults(value));
  } else {
    judge.notSupported(path, operator, ['Equal', 'Exists']);
  }
}

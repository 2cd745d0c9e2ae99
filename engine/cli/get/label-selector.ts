import { UserError } from '../../errors/index.ts';
import type { LabelSelector, LabelSelectorRequirement } from '../../kube/index.ts';

const key = String.raw`[A-Za-z0-9](?:[\w./-]*[A-Za-z0-9])?`;
const value = String.raw`[\w.-]*`;
const forms: readonly (readonly [RegExp, (match: readonly string[]) => LabelSelectorRequirement])[] = [
  [new RegExp(`^(${key})\\s*==?\\s*(${value})$`), ([, k = '', v = '']) => requirement(k, 'In', [v])],
  [new RegExp(`^(${key})\\s*!=\\s*(${value})$`), ([, k = '', v = '']) => requirement(k, 'NotIn', [v])],
  [new RegExp(`^(${key})\\s+in\\s+\\(([^()]*)\\)$`), ([, k = '', v = '']) => requirement(k, 'In', list(v))],
  [
    new RegExp(`^(${key})\\s+notin\\s+\\(([^()]*)\\)$`),
    ([, k = '', v = '']) => requirement(k, 'NotIn', list(v)),
  ],
  [new RegExp(`^(${key})$`), ([, k = '']) => requirement(k, 'Exists')],
  [new RegExp(`^!\\s*(${key})$`), ([, k = '']) => requirement(k, 'DoesNotExist')],
];

/** Reads the selector of a command line: `app=web,tier!=db,zone in (a,b),!old`. */
export function parseSelector(text: string): LabelSelector {
  const parts = text.trim() === '' ? [] : text.split(/,(?![^(]*\))/).map((part) => part.trim());
  return {
    matchExpressions: parts.map((part) => {
      for (const [pattern, make] of forms) {
        const match = pattern.exec(part);
        if (match) return make(match);
      }
      throw new UserError({
        what: `"${part}" is no part of a label selector`,
        found: text,
        expected:
          'parts with commas between them: app=web, tier!=db, zone in (a,b), zone notin (a,b), app, !app',
      });
    }),
  };
}

function requirement(
  name: string,
  operator: LabelSelectorRequirement['operator'],
  values?: readonly string[],
): LabelSelectorRequirement {
  return { key: name, operator, ...(values && { values }) };
}

function list(text: string): string[] {
  return text.split(',').map((word) => word.trim());
}

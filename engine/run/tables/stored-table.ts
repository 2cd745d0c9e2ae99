import { parse } from 'yaml';
import { UserError, type Place, type Problem } from '../../errors/index.ts';
import { formatPath, inRange, parseRange, type FieldPath } from '../../kube/index.ts';

/** What a field of a stored object must be. */
export interface StoredField {
  readonly path: FieldPath;
  /** As it was written. */
  readonly wanted: string;
  readonly isMet: (value: unknown, object: unknown) => boolean;
}

const forms = 'a value, nothing where it is left out, *, in RANGE, same as FIELD, other than FIELD';

/** Reads two columns: fields and what they must be. */
export function readStoredTable(
  cells: readonly (readonly string[])[],
  places: readonly Place[] = [],
): readonly StoredField[] {
  const problems: Problem[] = [];
  const fields = cells.flatMap((row, i): StoredField[] => {
    const [field = '', wanted = '', ...others] = row;
    const path = parsePath(field);
    const isMet = parseWanted(wanted);
    if (path && isMet && others.length === 0) return [{ path, wanted, isMet }];
    problems.push({
      what: path ? `no field can be "${wanted}"` : `no field is called "${field}"`,
      where: places[i],
      expected: path ? forms : '| spec.ports[0].nodePort | 30080 |',
    });
    return [];
  });
  if (problems.length > 0) throw new UserError(problems);
  return fields;
}

/** Every field that a part of an object says something of, down to its single values. */
export function readStoredText(text: string, place?: Place): readonly StoredField[] {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new UserError({ what: 'the text is no YAML', where: place, found: String(error).split('\n')[0] });
  }
  if (isMap(value)) return leaves(value, []);
  throw new UserError({
    what: 'the text is no part of an object',
    where: place,
    expected: 'spec:\n  type: NodePort',
  });
}

function leaves(value: unknown, path: FieldPath): StoredField[] {
  const parts = isMap(value)
    ? Object.entries(value).map(([key, inner]) => leaves(inner, [...path, key]))
    : Array.isArray(value)
      ? [length(value, path), ...value.map((inner, i) => leaves(inner, [...path, i]))]
      : [];
  if (parts.length > 0) return parts.flat();
  return [{ path, wanted: JSON.stringify(value ?? null), isMet: (found) => isSame(found, value) }];
}

/** Nobody names an item that is one too many. */
function length(list: readonly unknown[], path: FieldPath): StoredField[] {
  const wanted = list.length === 1 ? '1 item' : `${list.length} items`;
  return [{ path, wanted, isMet: (found) => Array.isArray(found) && found.length === list.length }];
}

function parsePath(field: string): FieldPath | undefined {
  const steps = [...field.matchAll(/\.?([A-Za-z][\w-]*)|\[(\d+)\]|\[([^\]]+)\]/g)];
  const path = steps.map(([, name, index, key]) => name ?? (index === undefined ? key! : Number(index)));
  return path.length > 0 && formatPath(path) === field ? path : undefined;
}

function parseWanted(wanted: string): StoredField['isMet'] | undefined {
  if (wanted === '') return (value) => isNothing(value);
  if (wanted === '*') return (value) => !isNothing(value);
  const [, words, of = ''] = /^(in|same as|other than) (\S+)$/.exec(wanted) ?? [];
  if (words === 'in') return parseIn(of);
  if (words !== undefined) {
    const path = parsePath(of);
    if (!path) return undefined;
    const isEqual = words === 'same as';
    return (value, object) => !isNothing(value) && isSame(value, fieldOf(object, path)) === isEqual;
  }
  try {
    const value: unknown = parse(wanted);
    return (found) => isSame(found, value);
  } catch {
    return undefined;
  }
}

function parseIn(range: string): StoredField['isMet'] | undefined {
  const [, from, to] = /^(\d+)-(\d+)$/.exec(range) ?? [];
  if (from !== undefined) {
    return (value) => typeof value === 'number' && value >= Number(from) && value <= Number(to);
  }
  return parseRange(range) && ((value) => typeof value === 'string' && inRange(value, range));
}

export function fieldOf(object: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Readonly<Record<string | number, unknown>> | undefined)?.[step],
    object,
  );
}

function isSame(found: unknown, wanted: unknown): boolean {
  if (isNothing(wanted)) return isNothing(found);
  return JSON.stringify(found) === JSON.stringify(wanted);
}

/** The API server does not show what is empty. */
function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

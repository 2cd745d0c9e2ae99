import type { FieldPath } from '../manifest.ts';
import type { ApiType } from './api-types.ts';
import type { Fault } from './check-structure.ts';

const words: Readonly<Record<ApiType['is'], string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  'int-or-string': 'a number or a name',
  quantity: 'a quantity such as 100m or 64Mi',
  base64: 'text encoded as base64',
  any: 'anything',
  list: 'a list',
  map: 'keys with values',
  object: 'an object',
};

/** Says what a value should have been, and how to write it where that can be guessed. */
export function wrongType(value: unknown, type: ApiType, path: FieldPath): Fault {
  return { path, what: `must be ${words[type.is]}`, expected: undefined, hint: hintFor(value, type) };
}

function hintFor(value: unknown, type: ApiType): string | undefined {
  if (type.is === 'string' && typeof value === 'boolean') {
    return 'put it in quotes: bare true, yes, on and their opposites are no text to kubectl';
  }
  if (type.is === 'string' && typeof value === 'number') return `put it in quotes: "${value}"`;
  if (type.is === 'integer' && typeof value === 'string' && /^\d+$/.test(value))
    return `${value}, without quotes`;
  if (type.is === 'boolean' && typeof value === 'string' && /^(true|false)$/i.test(value)) {
    return `${value.toLowerCase()}, without quotes`;
  }
  if (type.is === 'list' && typeof value === 'object') return 'begin each item with "- "';
  if (type.is === 'list') return `- ${String(value)}`;
  if ((type.is === 'object' || type.is === 'map') && Array.isArray(value)) return 'take away the "- "';
  if (type.is === 'base64') return 'use stringData for plain text';
  return undefined;
}

import { isAlias, visit, type Document } from 'yaml';
import type { Problem } from '../../errors/index.ts';
import type { Fields } from './fields.ts';
import type { Slice } from './slices.ts';
import type { Source } from './source.ts';

/** Why a document that parses has no value: only aliases and merges can do that. */
export function aliasProblem(error: unknown, document: Document, source: Source, slice: Slice): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const [, name] = /Unresolved alias .*: (\S+)/.exec(message) ?? [];
  if (name !== undefined) {
    return {
      what: `The alias *${name} has no anchor &${name} before it`,
      where: source.place(slice.start + (offsetOf(document, name) ?? 0)),
      hint: 'an anchor counts in its own document only, from where it stands',
    };
  }
  if (error instanceof RangeError) {
    return { what: 'An alias stands inside of what it stands for', where: source.place(slice.start) };
  }
  return { what: `YAML: ${message}`, where: source.place(slice.start + (offsetOf(document) ?? 0)) };
}

/** A few lines of aliases of aliases can stand for billions of values. */
export function aliasBomb(fields: Fields): Problem {
  return {
    what: 'Aliases make this document grow beyond all bounds',
    where: fields.placeOf([]),
    hint: 'write out what is repeated, or repeat less of it',
  };
}

function offsetOf(document: Document, name?: string): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Alias: (_, node) => {
      if (isAlias(node) && (name === undefined || node.source === name)) offset ??= node.range?.[0];
    },
  });
  return offset;
}

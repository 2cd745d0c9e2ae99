import { parse, type AnyNode } from 'acorn';
import { stripTypeScriptTypes } from 'node:module';
import { mutationsOf } from './mutations.ts';
import type { Mutant } from './mutant.ts';

/** Every mutant of a file, in the order of its text. */
export function findMutants(file: string, text: string): readonly Mutant[] {
  // Types are replaced by blanks: positions stay those of the text.
  const program = parse(stripTypeScriptTypes(text), { ecmaVersion: 'latest', sourceType: 'module' });
  const found: Mutant[] = [];
  visit(program, [], (node, parents) => {
    for (const { start, end, replacement, what } of mutationsOf(node, parents, text)) {
      const line = text.slice(0, start).split('\n').length;
      const code = (text.split('\n')[line - 1] ?? '').trim();
      found.push({ file, text: text.slice(0, start) + replacement + text.slice(end), line, what, code });
    }
  });
  return found.sort((a, b) => a.line - b.line);
}

type Visit = (node: AnyNode, parents: readonly AnyNode[]) => void;

function visit(node: AnyNode, parents: readonly AnyNode[], see: Visit): void {
  see(node, parents);
  const inside = [...parents, node];
  for (const value of Object.values(node) as unknown[]) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(child)) visit(child, inside, see);
    }
  }
}

function isNode(value: unknown): value is AnyNode {
  return value instanceof Object && 'type' in value && typeof value.type === 'string';
}

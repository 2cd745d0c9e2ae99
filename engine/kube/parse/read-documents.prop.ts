import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseAllDocuments, stringify, type Document } from 'yaml';
import { dialect } from './dialect.ts';
import { readDocuments } from './read-documents.ts';
import { Source } from './source.ts';

/** What the YAML library alone makes of a text; nothing where it finds fault with it. */
function plainly(text: string): unknown[] | undefined {
  const parsed = parseAllDocuments(text, dialect);
  const documents = (Array.isArray(parsed) ? parsed : []) as Document.Parsed[];
  if (documents.some(({ errors, warnings }) => errors.length + warnings.length > 0)) return undefined;
  try {
    return documents
      .map((document) => document.toJS({ maxAliasCount: -1 }))
      .filter((value) => value !== null);
  } catch {
    return undefined;
  }
}

const key = fc.constantFrom(
  'apiVersion',
  'kind',
  'metadata',
  'spec',
  'items',
  'labels',
  'name',
  'a.b/c',
  'x y',
);
const leaf = fc.oneof(
  fc.constantFrom(
    'a',
    'yes',
    '010',
    '- x',
    'a: b',
    '# no',
    '---',
    '',
    'two\nlines\n',
    ' lead',
    '{{ x }}',
    '"q"',
  ),
  fc.string({ maxLength: 8 }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const object = fc.dictionary(key, value, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

const style = fc.record({
  indent: fc.constantFrom(2, 4),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 20, 80),
  defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL'),
  collectionStyle: fc.constantFrom('any', 'block', 'flow'),
} as const);

describe('laws of reading YAML', () => {
  it('what is written is read, in any style', () => {
    fc.assert(
      fc.property(fc.array(object, { minLength: 1, maxLength: 3 }), style, (objects, options) => {
        const text = objects.map((one) => stringify(one, { ...dialect, ...options })).join('---\n');
        fc.pre(plainly(text) !== undefined);
        const { reads, problems } = readDocuments(new Source('f', text));
        assert.deepEqual(problems, []);
        assert.deepEqual(
          reads.filter(({ list }) => !list).map((read) => read.value),
          plainly(text)!.filter((one) => !isList(one)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('cutting a text by its indentation never changes what is read', () => {
    // Pieces that are hard to cut right, put together at random: most of it is no YAML at all.
    const piece = fc.constantFrom(
      'a: 1',
      'b:',
      '- x',
      '  - y',
      '  c: 2',
      '    d: 3',
      '---',
      '--- # doc',
      '...',
      'kind: List',
      'items:',
      '- kind: Pod',
      '  kind: Pod',
      'e: |',
      'f: >-',
      '  text',
      '# comment',
      '  # comment',
      '',
      'g: "open',
      '  close"',
      "h: 'one",
      "two'",
      'i: &x 1',
      'j: *x',
      'k: {a: 1,',
      '  b: 2}',
      '<<: *x',
      '? l',
      '"m": 1',
      'plain',
      '\tn: 1',
      'a: 2',
      'o: [1, 2]\r',
      '-',
      '-   p: 1',
      '%YAML 1.2',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (lines) => {
        const text = lines.join('\n');
        const plain = plainly(text);
        const { reads, problems } = readDocuments(new Source('f', text));
        assert.equal(problems.length === 0, plain !== undefined);
        if (plain === undefined || plain.some(isList)) return;
        assert.deepEqual(
          reads.map((read) => read.value),
          plain,
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('JSON is read as YAML would read it', () => {
    fc.assert(
      fc.property(
        fc.array(object, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(undefined, 2, '\t'),
        (all, indent) => {
          const items = all.map((one) => ({ ...one, kind: 'Pod' }));
          const text = JSON.stringify({ kind: 'List', apiVersion: 'v1', items }, null, indent);
          const { reads, problems } = readDocuments(new Source('f', text));
          assert.deepEqual(problems, []);
          assert.deepEqual(
            reads.map((read) => read.value),
            items,
          );
          const lines = text.split('\n');
          for (const { fields } of reads) {
            const { line, column } = fields.placeOf(['kind']);
            assert.equal(lines[line - 1]!.slice(column - 1, column + 4), '"Pod"');
          }
        },
      ),
    );
  });
});

function isList(value: unknown): boolean {
  const { kind } = (value ?? {}) as { kind?: unknown };
  return typeof kind === 'string' && kind.endsWith('List');
}

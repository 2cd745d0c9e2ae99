import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { formatPath, type FieldPath } from '../manifest.ts';
import { dialect } from './dialect.ts';
import { readDocuments } from './read-documents.ts';
import { Source } from './source.ts';

const service = `# a comment first
apiVersion: v1
kind: Service
metadata:
  name: web
  labels: {app: web,
    tier: front}
spec:
  selector:
    app: web
  ports:
  - port: 80
    targetPort: "http"
  - name: https
    port: 443
  externalIPs:
`;

function placeIn(text: string, path: FieldPath, document = 0): string {
  const { reads } = readDocuments(new Source('f', text));
  const { line, column } = reads[document]!.fields.placeOf(path);
  return `${line}:${column}`;
}

describe('where a field was written', () => {
  const places: readonly (readonly [FieldPath, string, string])[] = [
    [['kind'], '3:7', 'a word: at the word'],
    [['spec', 'ports', 0, 'targetPort'], '13:17', 'a quoted text: at its quote'],
    [['spec', 'ports', 1, 'port'], '15:11', 'a number in a list'],
    [['spec', 'ports', 1], '14:5', 'an item: where it begins, past its dash'],
    [['spec', 'ports'], '11:3', 'an indented list: at its key'],
    [['spec', 'selector'], '9:3', 'an indented object: at its key'],
    [['spec'], '8:1', 'the same, further out'],
    [['metadata', 'labels'], '6:11', 'an object in braces: at its brace'],
    [['metadata', 'labels', 'tier'], '7:11', 'a word in braces, lines below'],
    [['spec', 'externalIPs'], '16:3', 'a key without a value: at the key'],
    [['spec', 'ports', 0, 'nodePort'], '12:5', 'a field left out: where its object is'],
    [['spec', 'ports', 7, 'port'], '11:3', 'an item that is not there: where the list is'],
    [['status', 'loadBalancer'], '2:1', 'a part left out altogether: where the object begins'],
    [[], '2:1', 'the object itself: past comments'],
  ];
  for (const [path, place, why] of places) {
    it(`${formatPath(path) || 'nothing'}: ${why}`, () => assert.equal(placeIn(service, path), place));
  }

  it('counts lines from the beginning of the file, in every document', () => {
    assert.equal(placeIn(`${service}---\n${service}`, ['spec', 'ports', 1, 'port'], 1), '32:11');
  });

  it('follows items of a list, cut or not', () => {
    const list =
      'apiVersion: v1\nkind: List\nitems:\n- kind: A\n  spec:\n    a: 1\n- kind: B\n  spec:\n    a: 2\n';
    assert.equal(placeIn(list, ['spec', 'a'], 0), '6:8');
    assert.equal(placeIn(list, ['spec', 'a'], 1), '9:8');
    assert.equal(placeIn(list, ['kind'], 1), '7:9');
    assert.equal(
      placeIn(list.replace('kind: A', 'kind: &k A').replace('kind: B', 'kind: *k'), ['spec', 'a'], 1),
      '9:8',
    );
  });

  it('follows an alias to what it stands for', () => {
    const text = 'kind: A\nbase: &base\n  port: 80\nspec: *base\n';
    assert.equal(placeIn(text, ['spec', 'port']), '3:9');
  });

  it('finds fields of JSON', () => {
    const json =
      '{\n  "kind": "List",\n  "items": [\n    {"kind": "A"},\n    {"kind": "B", "n": [1, 2]}\n  ]\n}';
    assert.equal(placeIn(json, ['n', 1], 1), '5:28');
  });

  it('counts a line that ends as on Windows as one', () => {
    assert.equal(placeIn(service.replaceAll('\n', '\r\n'), ['spec', 'ports', 1, 'port']), '15:11');
  });
});

describe('text that is a document itself', () => {
  const embedded = (text: string, path: FieldPath): Source => {
    const { reads } = readDocuments(new Source('f', text));
    return reads[0]!.fields.embedded(path)!;
  };

  it('has its places in the file, if it is a literal block', () => {
    const source = embedded('patches:\n- |\n  kind: A\n  spec:\n    mode: x\n', ['patches', 0]);
    assert.equal(source.text, 'kind: A\nspec:\n  mode: x\n');
    assert.deepEqual(source.place(source.text.indexOf('mode')), { file: 'f', line: 5, column: 5 });
  });

  it('is at its own place altogether otherwise', () => {
    const source = embedded('patches: ["kind: A"]\n', ['patches', 0]);
    assert.deepEqual(source.place(0), { file: 'f', line: 1, column: 11 });
  });

  it('is nothing where the field is none, or no text', () => {
    const { reads } = readDocuments(new Source('f', 'a: 1\n'));
    assert.equal(reads[0]!.fields.embedded(['a']), undefined);
    assert.equal(reads[0]!.fields.embedded(['b']), undefined);
  });
});

describe('laws of places', () => {
  it('a place points to the text of its value', () => {
    const word = fc
      .stringMatching(/^[a-z]{3,8}$/)
      .filter((text) => !/^(?:yes|off|null|true|false)$/.test(text));
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        word,
        fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
        fc.dictionary(word, tie('value'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    const object = fc.dictionary(word, value, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
    const style = fc.record({
      indentSeq: fc.boolean(),
      collectionStyle: fc.constantFrom('block', 'flow'),
    } as const);
    fc.assert(
      fc.property(fc.array(object, { minLength: 1, maxLength: 3 }), style, (objects, options) => {
        const text = objects.map((one) => stringify(one, { ...dialect, ...options })).join('---\n');
        const { reads } = readDocuments(new Source('f', text));
        const lines = text.split('\n');
        reads.forEach((read) => {
          for (const [path, leaf] of leaves(read.value, [])) {
            const { line, column } = read.fields.placeOf(path);
            assert.equal(
              lines[line - 1]!.slice(column - 1, column - 1 + leaf.length),
              leaf,
              formatPath(path),
            );
          }
        });
      }),
    );
  });
});

function leaves(value: unknown, path: FieldPath): [FieldPath, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item, i) => leaves(item, [...path, i]));
  return Object.entries(value ?? {}).flatMap(([key, own]) => leaves(own, [...path, key]));
}

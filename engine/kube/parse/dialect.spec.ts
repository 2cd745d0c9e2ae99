import assert from 'node:assert/strict';
import { parseDocument } from 'yaml';
import { dialect } from './dialect.ts';

/** The cases of `resolve` in kubectl's YAML library (go.yaml.in/yaml/v2, resolve.go). */
describe('a bare word of YAML', () => {
  const words: readonly (readonly [string, unknown])[] = [
    ['yes', true],
    ['On', true],
    ['y', true],
    ['no', false],
    ['OFF', false],
    ['true', true],
    ['yEs', 'yEs'],
    ['"yes"', 'yes'],
    ["'no'", 'no'],
    ['null', null],
    ['~', null],
    ['', null],
    ['80', 80],
    ['010', 8],
    ['08', 8],
    ['0o17', 15],
    ['0x1F', 31],
    ['0b11', 3],
    ['-0b11', -3],
    ['1_000', 1000],
    ['+7', 7],
    ['1.5', 1.5],
    ['1e3', 1000],
    ['.inf', Infinity],
    ['-.Inf', -Infinity],
    ['1.35', 1.35],
    ['1.35.1', '1.35.1'],
    ['10.244.0.1', '10.244.0.1'],
    ['2024-01-01', '2024-01-01'],
    ['12:30', '12:30'],
    ['web', 'web'],
    ['100m', '100m'],
    ['64Mi', '64Mi'],
    ['!!str 80', '80'],
  ];
  for (const [word, value] of words) {
    it(`${word === '' ? 'nothing' : word} is ${JSON.stringify(value) ?? String(value)}`, () => {
      const document = parseDocument(`key: ${word}`, dialect);
      assert.deepEqual(document.errors, []);
      assert.deepEqual((document.toJS() as { key: unknown }).key, value);
    });
  }

  it('is text as a key, whatever it looks like', () => {
    assert.deepEqual(parseDocument('8080: a\nno: b\n', dialect).toJS(), { 8080: 'a', no: 'b' });
  });

  it('merges as <<', () => {
    const text = 'base: &base {a: 1, b: 2}\nother:\n  <<: *base\n  b: 3\n';
    assert.deepEqual((parseDocument(text, dialect).toJS() as { other: unknown }).other, { a: 1, b: 3 });
  });
});

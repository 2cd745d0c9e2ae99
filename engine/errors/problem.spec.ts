import assert from 'node:assert/strict';
import { formatProblem, sortProblems } from './problem.ts';

describe('a problem in words', () => {
  it('says what, where, found, expected and what to try, in this order', () => {
    const text = formatProblem({
      what: 'Service shop/web, spec.ports[1].name: Required value',
      where: { file: 'shop/web.yaml', line: 9, column: 7 },
      found: '- port: 443',
      expected: 'a name for each of several ports',
      hint: '- name: https\n  port: 443',
    });
    assert.equal(
      text,
      [
        'error: Service shop/web, spec.ports[1].name: Required value    shop/web.yaml:9:7',
        '  found      - port: 443',
        '  expected   a name for each of several ports',
        '  try        - name: https',
        '               port: 443',
      ].join('\n'),
    );
  });

  it('leaves out what nobody knows', () => {
    assert.equal(formatProblem({ what: 'no manifests' }, 'warning'), 'warning: no manifests');
  });
});

describe('several problems', () => {
  const at = (file: string, line: number): { where: { file: string; line: number; column: number } } => ({
    where: { file, line, column: 1 },
  });

  it('come in the order of files and lines, lines as numbers', () => {
    const sorted = sortProblems([
      { what: 'c', ...at('b.yaml', 1) },
      { what: 'b', ...at('a.yaml', 10) },
      { what: 'a', ...at('a.yaml', 9) },
    ]);
    assert.deepEqual(
      sorted.map((problem) => problem.what),
      ['a', 'b', 'c'],
    );
  });

  it('are said once each', () => {
    assert.equal(sortProblems([{ what: 'a' }, { what: 'a' }, { what: 'b' }]).length, 2);
  });
});

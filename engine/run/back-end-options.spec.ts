import assert from 'node:assert/strict';
import { UserError } from '../errors/index.ts';
import { formatBackEndName, parseBackEndNames } from './back-end-options.ts';

describe('the option --on', () => {
  it('takes back ends with commas, each once', () => {
    assert.deepEqual(parseBackEndNames('model, kind,model'), [
      { word: 'model', argument: '' },
      { word: 'kind', argument: '' },
    ]);
    assert.deepEqual(parseBackEndNames(['context:dev:1', 'recorded:runs/a']), [
      { word: 'context', argument: 'dev:1' },
      { word: 'recorded', argument: 'runs/a' },
    ]);
  });

  it('writes them as they were', () => {
    assert.deepEqual(parseBackEndNames('kind,context:dev:1').map(formatBackEndName), [
      'kind',
      'context:dev:1',
    ]);
  });

  const wrong: readonly (readonly [string, string])[] = [
    ['kinf', 'error: there is no back end "kinf" (option --on)'],
    ['', 'error: there is no back end "" (option --on)'],
    ['context', 'error: --on context does not say which\n  expected   context:NAME'],
    ['recorded:', 'error: --on recorded: does not say which\n  expected   recorded:DIR'],
    ['model,contxt:x', 'error: there is no back end "contxt:x" (option --on)'],
  ];
  for (const [text, message] of wrong) {
    it(`refuses "${text}"`, () => {
      assert.throws(
        () => parseBackEndNames(text),
        (error: unknown) => error instanceof UserError && error.message.startsWith(message),
      );
    });
  }

  it('says all that is wrong', () => {
    assert.throws(
      () => parseBackEndNames('a,b'),
      (error: unknown) => error instanceof UserError && error.problems.length === 2,
    );
  });
});

import assert from 'node:assert/strict';
import type { Batch } from '../programs/protocol.ts';
import { parseBatchReply } from './parse-reply.ts';

const question = { protocol: 'TCP' as const, host: 'web', port: 80 };
const batch: Batch = {
  id: 'q1',
  timeoutMs: 1,
  lookupTimeoutMs: 1,
  concurrency: 1,
  limited: false,
  repeatBudgetMs: 0,
  controls: [],
  questions: [
    { ...question, id: 'a', attempts: 2 },
    { ...question, id: 'b', attempts: 1 },
  ],
};
const attempt = { outcome: 'timeout', milliseconds: 1 };
const whole = {
  id: 'q1',
  replies: [
    { id: 'a', attempts: [attempt, attempt], milliseconds: 1 },
    { id: 'b', attempts: [attempt], milliseconds: 1 },
  ],
  controls: [],
  end: { replies: 2, attempts: 3 },
};
const parse = (value: unknown) =>
  parseBatchReply(typeof value === 'string' ? value : JSON.stringify(value), batch);

describe('parseBatchReply', () => {
  it('takes a whole answer', () => {
    assert.deepEqual(parse(whole), whole);
  });

  const broken: readonly (readonly [what: string, value: unknown, silence: RegExp])[] = [
    ['text that was cut off', JSON.stringify(whole).slice(0, -1), /no JSON/],
    ['other text', 'command terminated', /no JSON/],
    ['no end mark', { ...whole, end: undefined }, /cut off/],
    ['another number of flows', { ...whole, replies: whole.replies.slice(1) }, /answered 2 flows/],
    [
      'an end mark with other counts',
      { ...whole, end: { replies: 2, attempts: 2 } },
      /2 attempts of 2 and 3/,
    ],
    [
      'a flow with too few attempts',
      { ...whole, replies: [{ ...whole.replies[0], attempts: [attempt] }, whole.replies[1]] },
      /answered/,
    ],
    ['flows in another order', { ...whole, replies: [...whole.replies].reverse() }, /answered/],
    ['an error of the prober', { id: 'q1', error: 'TypeError: x' }, /the prober failed: TypeError: x/],
  ];
  for (const [what, value, silence] of broken) {
    it(`takes nothing from ${what}`, () => {
      const parsed = parse(value);
      assert.ok('silence' in parsed);
      assert.match(parsed.silence, silence);
    });
  }
});

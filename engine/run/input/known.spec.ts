import assert from 'node:assert/strict';
import { Known } from './known.ts';

describe('what follows from a text', () => {
  it('is worked out once for each text', () => {
    const known = new Known<{ readonly text: string }>();
    let made = 0;
    const make = (text: string) => known.get(text, () => ({ text, number: (made += 1) }));
    assert.equal(make('a'), make('a'));
    assert.equal(make('b').text, 'b');
    assert.equal(made, 2);
  });

  it('is worked out again rather than kept for ever', () => {
    const known = new Known<number>();
    let made = 0;
    for (let i = 0; i < 1000; i++) known.get(String(i % 600), () => (made += 1));
    assert.ok(made > 600);
  });
});

import assert from 'node:assert/strict';
import { atLeast, atMost, binomial } from './binomial.ts';
import { connectionsToSeeAll } from './coverage.ts';
import { checkSpread, type Cell } from './spread.ts';

const near = (actual: number, expected: number): void => {
  assert.ok(Math.abs(actual - expected) <= expected * 1e-9 + 1e-300, `${actual} is not ${expected}`);
};

describe('binomial chances', () => {
  it('are those of the book', () => {
    near(binomial(10, 0.5, 5), 252 / 1024);
    near(binomial(3, 1 / 3, 0), 8 / 27);
    near(atLeast(10, 0.5, 9), 11 / 1024);
    near(atMost(10, 0.5, 0), 1 / 1024);
  });

  it('sum to 1, also where factorials are approximated', () => {
    near(atMost(300, 1 / 3, 300), 1);
    near(atMost(300, 1 / 3, 99) + atLeast(300, 1 / 3, 100), 1);
    near(binomial(64, 0.5, 32), 0.09934675374796689);
  });

  it('are certain at the ends', () => {
    assert.equal(binomial(5, 0, 0), 1);
    assert.equal(binomial(5, 0, 1), 0);
    assert.equal(binomial(5, 1, 5), 1);
    assert.equal(atLeast(5, 0, 1), 0);
    assert.equal(binomial(5, 0.5, 6), 0);
  });
});

describe('the number of connections that shows every backend', () => {
  it('grows with their number, as a table of coupon collectors says', () => {
    assert.equal(connectionsToSeeAll([1], 1e-6), 1);
    assert.equal(connectionsToSeeAll([1 / 2, 1 / 2], 1e-6), 21);
    assert.equal(connectionsToSeeAll([1 / 3, 1 / 3, 1 / 3], 1e-6), 37);
    assert.equal(
      connectionsToSeeAll(
        Array.from({ length: 10 }, () => 0.1),
        1e-6,
      ),
      153,
    );
  });

  it('does not wait for what never comes', () => {
    assert.equal(connectionsToSeeAll([1, 0], 1e-6), 1);
    assert.equal(connectionsToSeeAll([], 1e-6), 1);
  });
});

describe('a spread', () => {
  const third = 1 / 3;
  const cells = (...counts: readonly number[]): Cell[] =>
    counts.map((count, index) => ({ name: `web-${index + 1}`, count, share: third }));

  it('may be as uneven as chance makes it', () => {
    assert.ok(checkSpread(cells(412, 409, 379)).ok);
    assert.ok(checkSpread(cells(100, 100, 100)).ok);
    assert.ok(checkSpread(cells(2, 1, 0)).ok);
  });

  it('may not be more uneven', () => {
    const check = checkSpread(cells(412, 409, 179));
    assert.ok(!check.ok);
    assert.equal(check.worst?.name, 'web-3');
    assert.ok((check.worst?.chance ?? 1) < 1e-20);
  });

  it('fails on a backend that is never met though it should be', () => {
    assert.ok(!checkSpread(cells(150, 150, 0)).ok);
  });

  it('fails on the first connection to one that should get none', () => {
    assert.ok(
      !checkSpread([
        { name: 'a', count: 99, share: 1 },
        { name: 'b', count: 1, share: 0 },
      ]).ok,
    );
    assert.ok(
      checkSpread([
        { name: 'a', count: 99, share: 1 },
        { name: 'b', count: 0, share: 0 },
      ]).ok,
    );
  });

  it('of nothing is no spread', () => {
    assert.ok(!checkSpread([]).ok);
    assert.ok(!checkSpread(cells(0, 0, 0)).ok);
  });

  it('fails no more often than it says', () => {
    // All possible samples of 12 connections over 3 backends, weighed with their chances.
    const errorProbability = 0.05;
    let wrong = 0;
    for (let a = 0; a <= 12; a++) {
      for (let b = 0; a + b <= 12; b++) {
        const chance = binomial(12, third, a) * binomial(12 - a, 1 / 2, b);
        if (!checkSpread(cells(a, b, 12 - a - b), errorProbability).ok) wrong += chance;
      }
    }
    assert.ok(wrong > 0 && wrong <= errorProbability, String(wrong));
  });
});

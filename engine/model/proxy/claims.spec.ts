import assert from 'node:assert/strict';
import { contest, type Claim, type Entry } from './claims.ts';
import type { ServicePortRules } from './service-port.ts';

const claim = (key: string, entry: Entry): Claim => ({ entry, rules: { key } as ServicePortRules, path: [] });

describe('claims of one destination', () => {
  it('are won by the first, and the others are its rivals', () => {
    const match = contest([claim('a/x', 'cluster IP'), claim('a/y', 'external IP')]);
    assert.equal(match?.rules.key, 'a/x');
    assert.deepEqual(
      match.rivals.map(({ rules }) => rules.key),
      ['a/y'],
    );
  });

  it('are no contest where one Service says the same twice', () => {
    const match = contest([claim('a/x', 'external IP'), claim('a/x', 'load balancer address')]);
    assert.deepEqual(match?.rivals, []);
  });

  it('are none where nobody claims it', () => assert.equal(contest([]), undefined));
});

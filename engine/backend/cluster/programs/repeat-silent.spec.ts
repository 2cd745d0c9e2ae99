import assert from 'node:assert/strict';
import type { Attempt } from './protocol.ts';
import { repeatSilent } from './repeat-silent.ts';

/** A node that holds errors back as Linux does: one a second, six saved up. Time passes only in waits. */
class LimitedNode {
  time = 0;
  highest = 0;
  #tokens = 0;
  #counted = 0;
  readonly clock = {
    now: () => this.time,
    wait: (ms: number): Promise<void> => {
      this.time += ms;
      return Promise.resolve();
    },
  };
  #underWay = 0;

  async ask(rejects: boolean, timeoutMs: number): Promise<Attempt> {
    this.#underWay += 1;
    this.highest = Math.max(this.highest, this.#underWay);
    this.#tokens = Math.min(6, this.#tokens + (this.time - this.#counted) / 1000);
    this.#counted = this.time;
    const told = rejects && this.#tokens >= 1;
    if (told) this.#tokens -= 1;
    const started = this.time;
    await Promise.resolve();
    this.#underWay -= 1;
    if (!told) this.time = Math.max(this.time, started + timeoutMs);
    return { outcome: told ? 'refused' : 'timeout', milliseconds: 0 };
  }
}

describe('repeatSilent', () => {
  it('finds every refusal that was held back', async () => {
    const node = new LimitedNode();
    const flows = Array.from({ length: 54 }, (_, i) => `flow-${i}`);
    const { repeated, left } = await repeatSilent(flows, 90_000, (_, ms) => node.ask(true, ms), node.clock);
    assert.equal(left.length, 0);
    assert.equal(repeated.size, 54);
    assert.ok([...repeated.values()].every(({ outcome }) => outcome === 'refused'));
    assert.ok(node.time < 60_000, `took ${node.time} ms`);
  });

  it('finds refusals among flows that stay silent for good', async () => {
    const node = new LimitedNode();
    const flows = Array.from({ length: 60 }, (_, i) => i);
    const rejected = (flow: number): boolean => flow % 3 === 0;
    const { repeated } = await repeatSilent(
      flows,
      90_000,
      (flow, ms) => node.ask(rejected(flow), ms),
      node.clock,
    );
    for (const flow of flows) {
      assert.equal(repeated.get(flow)?.outcome, rejected(flow) ? 'refused' : 'timeout', String(flow));
    }
  });

  it('asks more at once where nothing is refused, and never more than can be told', async () => {
    const node = new LimitedNode();
    const flows = Array.from({ length: 60 }, (_, i) => i);
    await repeatSilent(flows, 90_000, (_, ms) => node.ask(false, ms), node.clock);
    assert.equal(node.highest, 6);
    assert.ok(node.time < 20_000, `took ${node.time} ms`);
  });

  it('leaves what the budget does not reach, and says so', async () => {
    const node = new LimitedNode();
    const flows = Array.from({ length: 60 }, (_, i) => i);
    const { repeated, left } = await repeatSilent(flows, 10_000, (_, ms) => node.ask(true, ms), node.clock);
    assert.equal(repeated.size + left.length, 60);
    assert.ok(left.length > 40);
    assert.ok(node.time < 12_000);
  });

  it('asks nothing where nothing is silent', async () => {
    const { repeated, left } = await repeatSilent([], 1000, () => assert.fail('asked'));
    assert.equal(repeated.size + left.length, 0);
  });
});

import assert from 'node:assert/strict';
import type { Chance } from '../connections/chance.ts';
import { follow } from './follow.ts';
import { foldAddress, hash32 } from './hash.ts';
import { schedulers } from './index.ts';
import { newLineUp, type LineUp, type LineUps } from './line-up.ts';
import { schedule } from './schedule.ts';
import type { Arriving } from './scheduler.ts';

/** A virtual server of a test; connections come from anywhere, and are seen or not. */
class Server {
  rows: LineUps;
  now = 0;
  readonly name: string;
  arriving: Omit<Arriving, 'now'> = { source: '10.244.1.9', destination: '10.96.0.20', protocol: 'TCP' };

  constructor(name: string, endpoints: string) {
    this.name = name;
    this.rows = [{ probability: 1, value: newLineUp(endpoints.split('')) }];
  }

  /** Chances of the next connection, `a1/2 b1/2`; then it is made, and nobody sees where it goes. */
  connect(source?: string): string {
    const { turns, after } = this.#schedule(source);
    this.rows = after ?? [];
    return said(turns);
  }

  /** Makes a connection of which it is seen that it comes to this endpoint. */
  reach(endpoint: string): void {
    const turn = this.#schedule().turns.find((one) => one.endpoint === endpoint);
    assert.ok(turn, `${endpoint} can't be reached`);
    this.rows = turn.rows;
  }

  would(source?: string): string {
    return said(this.#schedule(source).turns);
  }

  endpoints(text: string): void {
    const protocol = this.arriving.protocol;
    this.rows = follow(this.rows, text.split(''), this.#scheduler, protocol === 'TCP', this.now) ?? [];
  }

  get #scheduler() {
    const scheduler = schedulers[this.name];
    assert.ok(scheduler);
    return scheduler;
  }

  #schedule(source = this.arriving.source) {
    return schedule(this.rows, this.#scheduler, { ...this.arriving, source, now: this.now }, new Map());
  }
}

function said(turns: readonly { endpoint: string | undefined; probability: number }[]): string {
  return turns
    .map(({ endpoint, probability }) => {
      const denominator = Math.round(1 / probability);
      const share =
        Math.abs(1 / denominator - probability) < 1e-12 ? `1/${denominator}` : probability.toFixed(4);
      return `${endpoint ?? 'none'}${share === '1/1' ? '' : share}`;
    })
    .sort()
    .join(' ');
}

describe('the hash of sh and dh', () => {
  it('is that of the kernel', () => {
    const values: readonly (readonly [string, number])[] = [
      ['10.244.1.9', 250],
      ['10.96.0.20', 196],
      ['0.0.0.1', 97],
      ['255.255.255.255', 158],
      ['172.18.0.3', 74],
      ['fd00:10:244:1::9', 142],
    ];
    for (const [address, bucket] of values) assert.equal(hash32(foldAddress(address), 8), bucket, address);
  });

  it('takes what is no address for zero', () => assert.equal(foldAddress('web.example'), 0));
});

for (const name of ['rr', 'wrr']) {
  describe(`scheduler ${name}`, () => {
    it('gives each its turn, in an order that nobody knows before it was seen', () => {
      const server = new Server(name, 'abc');
      for (let turn = 0; turn < 5; turn++) assert.equal(server.connect(), 'a1/3 b1/3 c1/3');
      const seen = new Server(name, 'abc');
      seen.reach('b');
      assert.equal(seen.would(), 'a1/2 c1/2');
      seen.reach('c');
      for (const next of ['a', 'b', 'c', 'a']) assert.equal(seen.connect(), next);
    });

    it('counts everybody: the turn does not depend on who asks', () => {
      const server = new Server(name, 'ab');
      server.reach('a');
      assert.equal(server.connect('10.244.2.2'), 'b');
      assert.equal(server.connect('10.244.2.3'), 'a');
    });
  });
}

describe('scheduler rr, when endpoints change', () => {
  it('puts new ones in front, and goes on from where it was', () => {
    const server = new Server('rr', 'ab');
    server.reach('a');
    server.reach('b');
    server.endpoints('abc');
    // c a b, and b was the last.
    for (const next of ['c', 'a', 'b']) assert.equal(server.connect(), next);
  });

  it('goes on from the one before, where the last is taken out', () => {
    const server = new Server('rr', 'abc');
    for (const turn of ['a', 'b', 'c', 'a', 'b']) server.reach(turn);
    server.now = 1000;
    server.endpoints('ac');
    assert.equal(server.would(), 'c');
  });

  it('gives no turn to one that only serves what it has, until that is over', () => {
    const server = new Server('rr', 'ab');
    server.reach('a');
    server.endpoints('b');
    for (const next of ['b', 'b']) assert.equal(server.connect(), next);
    assert.equal(server.rows[0]?.value.slots.length, 2);
    server.now = 121;
    server.connect();
    assert.equal(server.rows[0]?.value.slots.length, 1);
  });

  it('takes one that comes back in time out and puts it in front', () => {
    const server = new Server('rr', 'ab');
    server.reach('a');
    server.reach('b');
    server.endpoints('b');
    server.endpoints('ab');
    assert.deepEqual(
      server.rows.map(({ value }) => value.slots.map(({ who, takesNew }) => [who, takesNew])),
      [
        [
          ['a', true],
          ['b', true],
        ],
      ],
    );
  });

  it('lets datagrams go at once', () => {
    const server = new Server('rr', 'ab');
    server.arriving = { ...server.arriving, protocol: 'UDP' };
    server.reach('a');
    server.endpoints('b');
    assert.equal(server.rows[0]?.value.slots.length, 1);
  });

  it('weighs all places where a stranger may have stood', () => {
    const server = new Server('rr', 'abc');
    server.connect();
    server.now = 200;
    server.endpoints('bc');
    // Where a had the first turn it was the last, and the one before it is the head.
    assert.equal(server.connect(), 'b1/2 c1/2');
    server.reach('b');
    assert.match(server.would(), /^b\S+ c\S+$|^c$/);
  });
});

describe('scheduler wrr, when endpoints change', () => {
  it('starts at the head again', () => {
    const server = new Server('wrr', 'ab');
    server.reach('a');
    server.reach('b');
    server.reach('a');
    server.endpoints('abc');
    for (const next of ['c', 'a', 'b']) assert.equal(server.connect(), next);
  });
});

for (const name of ['lc', 'wlc']) {
  describe(`scheduler ${name}`, () => {
    it('counts connections that are over until the kernel forgets them', () => {
      const server = new Server(name, 'ab');
      server.reach('a');
      assert.equal(server.would(), 'b');
      server.reach('b');
      assert.equal(server.connect(), 'a');
      assert.equal(server.connect(), 'b');
      server.reach('a');
      server.now = 120;
      assert.equal(server.would(), 'a', 'all are forgotten, and a is the first');
    });

    it('gives what is new the first connections', () => {
      const server = new Server(name, 'ab');
      for (const turn of ['a', 'b', 'a', 'b']) server.reach(turn);
      server.endpoints('abc');
      for (const next of ['c', 'c', 'c', 'a']) assert.equal(server.connect(), next);
    });
  });
}

for (const name of ['sed', 'nq']) {
  describe(`scheduler ${name}`, () => {
    it('does not count connections that are over: the first gets all', () => {
      const server = new Server(name, 'abc');
      server.reach('b');
      for (let turn = 0; turn < 4; turn++) assert.equal(server.connect(), 'b');
      server.endpoints('abcd');
      assert.equal(server.connect(), 'd');
    });

    it('counts datagrams for five minutes', () => {
      const server = new Server(name, 'ab');
      server.arriving = { ...server.arriving, protocol: 'UDP' };
      server.reach('a');
      assert.equal(server.would(), 'b');
      server.now = 300;
      assert.equal(server.would(), 'a');
    });
  });
}

describe('schedulers sh and dh', () => {
  it('sh keeps a source address with one endpoint, dh all of them', () => {
    const server = new Server('sh', 'abc');
    assert.equal(server.connect(), 'a1/3 b1/3 c1/3');
    server.reach('b');
    for (let turn = 0; turn < 3; turn++) assert.equal(server.connect(), 'b');
    const other = new Server('dh', 'abc');
    other.reach('c');
    for (const source of ['10.244.2.2', '10.244.2.3', '192.0.2.1']) assert.equal(other.connect(source), 'c');
  });

  it('sh takes addresses of one bucket for one, and others for others', () => {
    const buckets = new Map<number, string>();
    for (let n = 1; n < 255; n++) buckets.set(hash32(foldAddress(`10.244.1.${n}`), 8) % 3, `10.244.1.${n}`);
    const [one = '', two = '', three = ''] = [0, 1, 2].map((n) => buckets.get(n) ?? '');
    const server = new Server('sh', 'abc');
    server.arriving = { ...server.arriving, source: one };
    server.reach('a');
    assert.equal(server.would(two), 'b1/2 c1/2');
    server.arriving = { ...server.arriving, source: two };
    server.reach('b');
    assert.equal(server.would(three), 'c');
    assert.equal(server.would(one), 'a');
  });

  it('sh finds nobody where its endpoint takes no new connections', () => {
    const server = new Server('sh', 'ab');
    server.reach('a');
    server.endpoints('b');
    assert.equal(server.would(), 'none');
    server.now = 120;
    assert.equal(server.would(), 'b');
  });
});

describe('scheduler mh', () => {
  it('draws anew for each connection: the port that it comes from is hashed too', () => {
    const server = new Server('mh', 'abc');
    server.reach('a');
    assert.equal(server.would(), 'a1/3 b1/3 c1/3');
    server.endpoints('bc');
    assert.equal(server.would(), 'b1/2 c1/2');
  });

  it('refuses what comes to one that only serves what it had when the scheduler was another one', () => {
    const before = new Server('rr', 'abc');
    before.reach('a');
    before.endpoints('bc');
    const server = new Server('mh', '');
    server.rows = before.rows;
    assert.equal(server.would(), 'b1/3 c1/3 none1/3');
  });
});

for (const name of ['lblc', 'lblcr']) {
  describe(`scheduler ${name}`, () => {
    it('keeps to one endpoint, whoever asks', () => {
      const server = new Server(name, 'abc');
      server.reach('c');
      for (const source of ['10.244.2.2', '10.244.2.3', '192.0.2.1'])
        assert.equal(server.connect(source), 'c');
      server.endpoints('abcd');
      assert.equal(server.connect(), 'c');
      server.endpoints('abd');
      assert.equal(server.connect(), 'd');
    });

    it('goes on to another where its own has several active connections', () => {
      const server = new Server(name, 'ab');
      server.arriving = { ...server.arriving, protocol: 'UDP' };
      server.reach('a');
      assert.equal(server.connect(), 'a');
      assert.equal(server.connect(), 'b');
    });

    it('starts anew after a day without use', () => {
      const server = new Server(name, 'ab');
      server.reach('a');
      server.endpoints('abc');
      server.now = 24 * 60 * 60;
      assert.equal(server.would(), 'c');
    });
  });
}

for (const name of ['lblc', 'lblcr']) {
  describe(`scheduler ${name}`, () => {
    it('remembers its endpoint for most of a day', () => {
      const server = new Server(name, 'ab');
      server.reach('a');
      server.endpoints('abc');
      server.now = 23 * 60 * 60;
      assert.equal(server.would(), 'a');
    });

    it('stays where it is while no other one is idle', () => {
      const server = new Server(name, 'ab');
      server.arriving = { ...server.arriving, protocol: 'UDP' };
      server.reach('a');
      for (const next of ['a', 'b', 'b', 'b']) assert.equal(server.connect(), next);
    });
  });
}

describe('scheduler lblcr', () => {
  for (const [seconds, last] of [
    [86400, 'b'],
    [86401, 'a'],
  ] as const) {
    it(`has its busiest endpoint left out once the set is older than a day: ${seconds} seconds`, () => {
      const server = new Server('lblcr', 'ab');
      server.arriving = { ...server.arriving, protocol: 'UDP' };
      server.reach('a');
      for (const next of ['a', 'b']) assert.equal(server.connect(), next);
      server.now = 86300;
      assert.equal(server.connect(), 'b');
      server.now = seconds;
      assert.equal(server.connect(), 'a');
      assert.equal(server.connect(), last);
    });
  }
});

describe('where all endpoints only serve what they have', () => {
  for (const name of Object.keys(schedulers).filter((one) => one !== 'mh')) {
    it(`${name} finds nobody`, () => {
      const server = new Server(name, 'a');
      server.reach('a');
      server.endpoints('');
      assert.equal(server.would(), 'none');
    });
  }
});

describe('what may be in a row', () => {
  it('is one row, however many endpoints and connections there are', () => {
    for (const name of Object.keys(schedulers)) {
      const server = new Server(name, 'abcdefghijklmnopqrst');
      for (let turn = 0; turn < 50; turn++) server.connect();
      assert.equal(server.rows.length, 1, name);
    }
  });

  it('is given up where it would be too much', () => {
    const many = Array.from({ length: 3000 }, (_, n): Chance<LineUp> => ({
      probability: 1 / 3000,
      value: { ...newLineUp(['a', 'b', 'c']), keptUsed: n },
    }));
    assert.equal(follow(many, ['a', 'b'], schedulers['rr']!, true, 0), undefined);
    const arriving: Arriving = { source: 'x', destination: 'y', protocol: 'TCP', now: 0 };
    assert.equal(schedule(many, schedulers['rr']!, arriving, new Map()).after, undefined);
  });
});

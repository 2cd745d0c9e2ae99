import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { Listeners } from './listeners.ts';
import type { Attempt, Batch, BatchReply, Question } from './protocol.ts';
import { Readiness } from './readiness.ts';
import { runBatch } from './run-batch.ts';

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A port that nobody has at this moment. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function batch(questions: readonly Partial<Question>[], more: Partial<Batch> = {}): Batch {
  return {
    id: 'b',
    timeoutMs: 500,
    lookupTimeoutMs: 2000,
    concurrency: 64,
    limited: false,
    repeatBudgetMs: 1000,
    controls: [],
    questions: questions.map((question, index) => ({
      id: String(index),
      protocol: 'TCP',
      host: '127.0.0.1',
      port: 1,
      attempts: 1,
      ...question,
    })),
    ...more,
  };
}

function only(reply: BatchReply): Attempt {
  const [first] = reply.replies;
  assert.equal(first?.attempts.length, 1);
  return first.attempts[0] as Attempt;
}

describe('runBatch against a stand-in', () => {
  let tcp = 0;
  let udp = 0;
  const listeners = new Listeners(new Readiness({ ports: [], readyFiles: [], liveFiles: [] }));

  before(async () => {
    [tcp, udp] = [await freePort(), await freePort()];
    await listeners.open([
      { port: tcp, protocol: 'TCP' },
      { port: udp, protocol: 'UDP' },
    ]);
  });

  after(() => listeners.close());

  it('reaches it by TCP and learns who it is and whom it saw', async () => {
    const attempt = only(await runBatch(batch([{ port: tcp }])));
    assert.equal(attempt.outcome, 'reached');
    assert.equal(attempt.local, '127.0.0.1');
    assert.equal(attempt.identity?.protocol, 'TCP');
    assert.deepEqual(attempt.identity?.server, { address: '127.0.0.1', port: tcp });
    assert.equal(attempt.identity?.client.address, '127.0.0.1');
  });

  it('reaches the same port by HTTP and is told what it asked', async () => {
    const question = {
      port: tcp,
      protocol: 'HTTP' as const,
      path: '/cart?x=1',
      headers: { host: 'shop.example', a: 'b' },
    };
    const attempt = only(await runBatch(batch([question])));
    assert.equal(attempt.outcome, 'reached');
    assert.equal(attempt.status, 200);
    assert.equal(attempt.identity?.http?.path, '/cart?x=1');
    assert.equal(attempt.identity?.http?.host, 'shop.example');
    assert.equal(attempt.identity?.http?.headers['a'], 'b');
  });

  it('reaches it by UDP', async () => {
    const attempt = only(await runBatch(batch([{ port: udp, protocol: 'UDP' }])));
    assert.equal(attempt.outcome, 'reached');
    assert.deepEqual(attempt.identity?.server, { address: '127.0.0.1', port: udp });
    assert.equal(attempt.local, '127.0.0.1');
  });

  it('binds the source address that is asked for', async () => {
    const attempt = only(await runBatch(batch([{ port: tcp, source: '127.0.0.9' }])));
    assert.equal(attempt.local, '127.0.0.9');
    assert.equal(attempt.identity?.client.address, '127.0.0.9');
  });

  it('fails a handshake with a stand-in that has no certificate', async () => {
    assert.equal(only(await runBatch(batch([{ port: tcp, protocol: 'HTTPS' }]))).outcome, 'tls');
  });

  it('tells refusals, names that do not exist, and silence apart, all at once', async () => {
    const dead = await freePort();
    const silent = createServer();
    const port = await portOf(silent);
    const started = performance.now();
    const reply = await runBatch(
      batch([
        { port: dead },
        { port: dead, protocol: 'UDP' },
        { port: dead, protocol: 'HTTP' },
        { host: 'no such name' },
        { port, protocol: 'HTTP' },
        { host: '192.0.2.1', port: 9, source: '127.0.0.1' },
      ]),
    );
    silent.close();
    assert.deepEqual(reply.replies.map(({ attempts }) => attempts[0]?.outcome).slice(0, 5), [
      'refused',
      'refused',
      'refused',
      'no-name',
      'timeout',
    ]);
    assert.notEqual(reply.replies[5]?.attempts[0]?.outcome, 'reached');
    assert.ok(performance.now() - started < 5000);
  });

  it('looks a name up once, or as often as it is told: connections take the answers in turn', async () => {
    const answers = [['127.0.0.1'], []];
    let asked = 0;
    const resolve = async (id: string) => {
      const addresses = answers[asked++ % 2] ?? [];
      return { id, outcome: addresses.length > 0 ? 'addresses' : 'no-name', addresses } as const;
    };
    const question = { host: 'web', port: tcp, attempts: 4 };
    const once = await runBatch(batch([question, { ...question, attempts: 1 }]), resolve);
    assert.equal(asked, 1);
    assert.ok(once.replies[0]?.attempts.every(({ outcome }) => outcome === 'reached'));
    asked = 0;
    const often = await runBatch(batch([{ ...question, lookups: 2 }]), resolve);
    assert.equal(asked, 2);
    assert.deepEqual(
      often.replies[0]?.attempts.map(({ outcome }) => outcome),
      ['reached', 'no-name', 'reached', 'no-name'],
    );
  });

  it('counts what it did, and puts the count last', async () => {
    const reply = await runBatch(batch([{ port: tcp, attempts: 7 }, { port: tcp }]));
    assert.deepEqual(reply.end, { replies: 2, attempts: 8 });
    assert.equal(Object.keys(reply).at(-1), 'end');
    assert.deepEqual(
      reply.replies.map(({ id }) => id),
      ['0', '1'],
    );
  });

  it('takes an accepted connection for reached even if nobody says who it is', async () => {
    const mute = createServer((socket) => socket.end('220 mail ready\n'));
    const port = await portOf(mute);
    const attempt = only(await runBatch(batch([{ port }])));
    mute.close();
    assert.equal(attempt.outcome, 'reached');
    assert.equal(attempt.identity, undefined);
  });

  it('tells of its controls whether they were reached', async () => {
    const dead = await freePort();
    const controls = [
      { host: '127.0.0.1', port: tcp },
      { host: '127.0.0.1', port: dead },
    ];
    const reply = await runBatch(batch([], { controls }));
    assert.deepEqual(
      reply.controls.map(({ reached }) => reached),
      [true, false],
    );
  });
});

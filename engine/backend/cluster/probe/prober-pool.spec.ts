import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { Batch } from '../programs/protocol.ts';
import { ProberPool, type RawBatch } from './prober-pool.ts';
import type { ProberCommand } from './prober-session.ts';

/** The real prober, as a child of this process. */
const here: ProberCommand = {
  tool: process.execPath,
  args: [fileURLToPath(new URL('../programs/prober.ts', import.meta.url))],
};
const command = (script: string): ProberCommand => ({ tool: process.execPath, args: ['-e', script] });
const batch: Omit<Batch, 'id'> = {
  timeoutMs: 500,
  lookupTimeoutMs: 500,
  concurrency: 8,
  limited: false,
  repeatBudgetMs: 0,
  controls: [],
  questions: [{ id: '0', protocol: 'TCP', host: '127.0.0.1', port: 1, attempts: 2 }],
};

describe('ProberPool', function () {
  this.timeout(60_000);
  let pool: ProberPool;
  let log: RawBatch[];
  beforeEach(() => {
    log = [];
    pool = new ProberPool((entry) => log.push(entry));
  });
  afterEach(() => pool.close());

  it('asks one prober again and again, several batches at once', async () => {
    const replies = await Promise.all([pool.batch('a', here, batch), pool.batch('a', here, batch)]);
    for (const reply of replies) {
      assert.ok('replies' in reply);
      assert.deepEqual(
        reply.replies[0]?.attempts.map(({ outcome }) => outcome),
        ['refused', 'refused'],
      );
    }
    const names = await pool.lookUp('a', here, '127.0.0.1', 500);
    assert.ok('addresses' in names);
    assert.deepEqual(names.addresses, ['127.0.0.1']);
    assert.equal(log.length, 3);
  });

  it("tells the variables of the prober's container", async () => {
    const environment = await pool.environment('a', here);
    assert.ok(!('silence' in environment));
    assert.equal(environment['PATH'], process.env['PATH']);
  });

  const silences: readonly (readonly [what: string, script: string, silence: RegExp])[] = [
    ['ends without a word', 'process.exit(3)', /the prober ended \(exit code 3\)/],
    [
      'says on stderr why it ends',
      'console.error("pods \\"a\\" not found"); process.exit(1)',
      /pods "a" not found/,
    ],
    [
      'is cut off',
      'process.stdin.once("data", () => { process.stdout.write("{\\"id\\":\\"q0\\",\\"repl\\n"); })',
      /no JSON/,
    ],
    [
      'answers something else',
      'process.stdin.once("data", () => console.log(JSON.stringify({ id: "q0", replies: [] })))',
      /cut off/,
    ],
  ];
  for (const [what, script, silence] of silences) {
    it(`knows nothing of flows whose prober ${what}`, async () => {
      const reply = await pool.batch('a', command(script), batch);
      assert.ok('silence' in reply);
      assert.match(reply.silence, silence);
    });
  }

  it('says so where the way to a client does not exist', async () => {
    const reply = await pool.batch('a', { tool: 'no-such-program', args: [] }, batch);
    assert.ok('silence' in reply);
  });

  it('does not wait for a prober that does not go', async () => {
    const started = performance.now();
    const stubborn = command('process.stdin.resume(); setInterval(() => 0, 1000)');
    void pool.batch('a', stubborn, batch);
    await pool.forget('a');
    assert.ok(performance.now() - started < 10_000);
  });

  it('starts a prober anew after one that ended', async () => {
    await pool.batch('a', command('process.exit(1)'), batch);
    await pool.forget('a');
    const reply = await pool.batch('a', here, batch);
    assert.ok('replies' in reply);
  });
});

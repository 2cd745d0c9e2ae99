import { isIP } from 'node:net';
import { connectTcp } from './connect-tcp.ts';
import { inTurn } from './in-turn.ts';
import { lookUp } from './look-up.ts';
import type { Attempt, Batch, BatchReply, LookupReply, Question, Reply } from './protocol.ts';
import { repeatSilent } from './repeat-silent.ts';
import { tryOnce, type Patience } from './try-once.ts';

/** Asks all flows at once under the batch's bound, so that time-outs pass together. */
export async function runBatch(batch: Batch, resolve: typeof lookUp = lookUp): Promise<BatchReply> {
  const [attempts, controls] = await Promise.all([askAll(batch, resolve), askControls(batch)]);
  const repeats = await askSilentAgain(batch, attempts);
  const replies = batch.questions.map((question, index): Reply => {
    const own = attempts[index] ?? [];
    const repeat = repeats.repeated.get(question);
    return {
      id: question.id,
      attempts: own,
      ...(repeat && { repeats: [repeat] }),
      ...(repeats.left.includes(question) && { undecided: true }),
      milliseconds: Math.max(0, ...own.map(({ milliseconds }) => milliseconds)),
    };
  });
  return {
    id: batch.id,
    replies,
    controls,
    end: {
      replies: replies.length,
      attempts: replies.reduce((sum, reply) => sum + reply.attempts.length, 0),
    },
  };
}

async function askAll(batch: Batch, resolve: typeof lookUp): Promise<Attempt[][]> {
  const patience = { timeoutMs: batch.timeoutMs, sendings: batch.limited ? 1 : 3 };
  const found = new Map<string, Promise<LookupReply>>();
  const lookUpOnce = (host: string, turn: number): Promise<LookupReply> => {
    const key = `${turn} ${host}`;
    const known = found.get(key) ?? resolve('', host, batch.lookupTimeoutMs);
    found.set(key, known);
    return known;
  };
  const tasks = batch.questions.flatMap((question, index) =>
    Array.from({ length: question.attempts }, (_, number) => ({ question, index, number })),
  );
  const results = await inTurn(tasks, batch.concurrency, ({ question, number }) =>
    attempt(question, lookUpOnce(question.host, number % (question.lookups ?? 1)), patience),
  );
  const byQuestion: Attempt[][] = batch.questions.map(() => []);
  for (const [at, result] of results.entries()) byQuestion[tasks[at]?.index ?? 0]?.push(result);
  return byQuestion;
}

/**
 * A name is looked up once a batch, or as often as the question says. Of several addresses each connection takes any: a client may,
 * and which one a C library puts first depends on the library and on the client's own address.
 * The family that it prefers is the same for all.
 */
async function attempt(
  question: Question,
  found: Promise<LookupReply>,
  patience: Patience,
): Promise<Attempt> {
  const started = performance.now();
  const answer = await found;
  const preferred = answer.addresses.filter((one) => isIP(one) === isIP(answer.addresses[0] ?? ''));
  const address = preferred[Math.floor(Math.random() * preferred.length)];
  if (address === undefined) {
    return {
      outcome: answer.outcome === 'addresses' ? 'no-name' : answer.outcome,
      milliseconds: Math.round(performance.now() - started),
      ...(answer.errno !== undefined && { errno: answer.errno }),
    };
  }
  return tryOnce(question, address, patience);
}

function askControls(batch: Batch): Promise<BatchReply['controls']> {
  return Promise.all(
    batch.controls.map(async ({ host, port }) => {
      const { outcome } = await connectTcp({ address: host, port, timeoutMs: batch.timeoutMs });
      return { host, reached: outcome === 'reached' || outcome === 'reset' };
    }),
  );
}

/** Only where refusals are limited, and only if there were any: else silence means silence. */
function askSilentAgain(batch: Batch, attempts: readonly Attempt[][]) {
  const refused = attempts.some((own) => own.some(({ outcome }) => outcome === 'refused'));
  const silent =
    batch.limited && refused
      ? batch.questions.filter((_, index) => attempts[index]?.every(({ outcome }) => outcome === 'timeout'))
      : [];
  return repeatSilent(silent, batch.repeatBudgetMs, (question, timeoutMs) => {
    const address = attempts[batch.questions.indexOf(question)]?.[0]?.address ?? question.host;
    return tryOnce(question, address, { timeoutMs, sendings: 1 });
  });
}

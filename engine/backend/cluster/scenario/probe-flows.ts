import type { Flow, Observation } from '../../../flow/index.ts';
import { AddressBook } from '../probe/address-book.ts';
import { fold, unknown } from '../probe/fold.ts';
import { questionOf } from '../probe/question-of.ts';
import type { BatchReply, Question } from '../programs/protocol.ts';
import { look, type Sight } from './look.ts';
import type { Scenario } from './scenario.ts';
import { spotOf } from './spot-of.ts';

export interface ProbeOptions {
  /** New connections of each flow; 1 if left out. */
  readonly attempts: readonly number[];
  /** True to look a name up as often as there are connections, up to a bound. */
  readonly lookUpOften?: boolean;
  readonly timeoutMs: number;
  /** How long silent flows may be asked again where refusals are held back. */
  readonly repeatBudgetMs: number;
}

const lookupTimeoutMs = 4000;
const concurrency = 512;
/** Two DNS servers that differ both show in so many lookups, but for a chance of one in a million. */
const mostLookups = 20;

/** Asks all flows, those of one client in one call, all clients at once. */
export async function probeFlows(
  scenario: Scenario,
  flows: readonly Flow[],
  options: ProbeOptions,
): Promise<readonly Observation[]> {
  const sight = await look(scenario);
  const results: Observation[] = Array.from({ length: flows.length });
  const groups = Map.groupBy(flows.keys(), (index) => JSON.stringify(flows[index]?.from));
  await Promise.all(
    [...groups.values()].map(async (indexes) => {
      const own = indexes.map((index) => flows[index] as Flow);
      const numbers = indexes.map((index) => options.attempts[index] ?? 1);
      const answers = await probeFrom(scenario, sight, own, numbers, options);
      for (const [at, index] of indexes.entries()) results[index] = answers[at] as Observation;
    }),
  );
  return results;
}

async function probeFrom(
  scenario: Scenario,
  sight: Sight,
  flows: readonly Flow[],
  attempts: readonly number[],
  options: ProbeOptions,
): Promise<readonly Observation[]> {
  const all = (reason: string): readonly Observation[] =>
    flows.map((flow, index) => unknown(flow, attempts[index] ?? 1, reason));
  const [first] = flows;
  if (!first) return [];
  const spot = await spotOf(scenario, sight, first.from);
  if ('reason' in spot) return all(spot.reason);
  const directory = {
    names: scenario.world,
    nodes: sight.nodes,
    services: sight.snapshot.of('services'),
    pods: sight.snapshot.of('pods'),
  };
  const asked = flows.map((flow, index) => {
    const own = attempts[index] ?? 1;
    const question = questionOf(flow, own, String(index), directory);
    const lookups = Math.min(own, mostLookups);
    return 'reason' in question || !options.lookUpOften || lookups === 1
      ? question
      : { ...question, lookups };
  });
  const questions = asked.flatMap((question): Question[] =>
    'reason' in question ? [] : [spot.source === undefined ? question : { source: spot.source, ...question }],
  );
  const reply =
    questions.length === 0
      ? nothing
      : await scenario.probers.batch(spot.place, spot.command, {
          timeoutMs: options.timeoutMs,
          lookupTimeoutMs,
          concurrency,
          limited: scenario.live.refusalsLimited,
          repeatBudgetMs: options.repeatBudgetMs,
          questions,
          controls: spot.controls,
        });
  if ('silence' in reply) return all(`the client could not be asked: ${reply.silence}`);
  const addresses = new AddressBook(sight.nodes, sight.snapshot.of('pods'));
  const replies = new Map(reply.replies.map((one) => [one.id, one]));
  return flows.map((flow, index) => {
    const question = asked[index];
    const own = replies.get(String(index));
    const number = attempts[index] ?? 1;
    if (!question || 'reason' in question) return unknown(flow, number, question?.reason ?? 'not asked');
    if (!own) return unknown(flow, number, 'the prober left it out');
    return fold(flow, own, {
      names: scenario.world,
      addresses,
      dnsDown: scenario.dnsDown || spot.cutOff === true,
      controlled: isControlled(reply),
      limited: scenario.live.refusalsLimited,
      port: question.port,
    });
  });
}

const nothing: BatchReply = { id: '', replies: [], controls: [], end: { replies: 0, attempts: 0 } };

/** True if the client reached anything at all in this batch. */
function isControlled(reply: BatchReply): boolean {
  return (
    reply.controls.some(({ reached }) => reached) ||
    reply.replies.some(({ attempts }) => attempts.some(({ outcome }) => outcome === 'reached'))
  );
}

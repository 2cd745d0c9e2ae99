import type { Flow, Observation } from '../../../flow/index.ts';
import { AddressBook } from '../probe/address-book.ts';
import { fold, unknown } from '../probe/fold.ts';
import { questionOf } from '../probe/question-of.ts';
import type { BatchReply, Question } from '../programs/protocol.ts';
import { look, type Sight } from './look.ts';
import type { Scenario } from './scenario.ts';
import { spotOf } from './spot-of.ts';

export interface ProbeOptions {
  readonly attempts: number;
  readonly timeoutMs: number;
  /** How long silent flows may be asked again where refusals are held back. */
  readonly repeatBudgetMs: number;
}

const lookupTimeoutMs = 4000;
const concurrency = 512;

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
      const answers = await probeFrom(scenario, sight, own, options);
      for (const [at, index] of indexes.entries()) results[index] = answers[at] as Observation;
    }),
  );
  return results;
}

async function probeFrom(
  scenario: Scenario,
  sight: Sight,
  flows: readonly Flow[],
  options: ProbeOptions,
): Promise<readonly Observation[]> {
  const { attempts } = options;
  const all = (reason: string): readonly Observation[] =>
    flows.map((flow) => unknown(flow, attempts, reason));
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
  const asked = flows.map((flow, index) => questionOf(flow, attempts, String(index), directory));
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
    if (!question || 'reason' in question) return unknown(flow, attempts, question?.reason ?? 'not asked');
    if (!own) return unknown(flow, attempts, 'the prober left it out');
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

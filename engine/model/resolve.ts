import { UserError, type Problem } from '../errors/index.ts';
import { LazyStep, type Answer, type Flow, type Step } from '../flow/index.ts';
import { Book } from './connections/book.ts';
import { callerOf, type Caller } from './path/caller.ts';
import { unhandled, type Outcome } from './path/outcome.ts';
import { oneOf, type Follow } from './path/one-of.ts';
import { ping } from './path/ping.ts';
import { underPolicies } from './path/network-policies.ts';
import { pingTarget, targetOf, type Target } from './path/target.ts';
import { travel } from './path/travel.ts';
import { viewOf, type View } from './path/view.ts';
import type { State } from './state.ts';

/**
 * How a new connection ends in a cluster as it is: the one door of the model. The first question to a state
 * builds lookup tables; after that an answer is a few lookups, and the words of its trace wait until read.
 * Throws a UserError for a flow that can't be asked: an unknown pod or node, a malformed destination.
 */
export function resolve(state: State, flow: Flow): Answer {
  const { connections, now } = state;
  return decideFlow(viewOf(state), flow, connections && new Book(connections, now));
}

/** The same, with a book that says what is remembered and takes down what the connection would leave behind. */
export function decideFlow(view: View, flow: Flow, book: Book | undefined): Answer {
  const caller = callerOf(view, flow.from);
  const target =
    flow.protocol === 'ICMP'
      ? pingTarget(view, caller, flow.to)
      : targetOf(view, caller, flow.to, flow.protocol ?? 'TCP');
  const trace: Step[] = target.steps.slice();
  const follow = flow.protocol === 'ICMP' ? ping : travel;
  const decided = decide(view, caller, target, trace, book, follow);
  const outcome = view.policies.length === 0 ? decided : underPolicies(view, caller, decided, trace);
  const { result, backends, source, reason } = outcome;
  // Written out: conditional spreads would take a third of the time of an answer.
  const answer: { -readonly [K in keyof Answer]: Answer[K] } = { result, backends, trace };
  if (flow.id !== undefined) answer.id = flow.id;
  if (source !== undefined) answer.source = source;
  if (reason !== undefined) answer.reason = reason;
  if (outcome.affinity !== undefined) answer.affinity = outcome.affinity;
  if (outcome.scheduler !== undefined) answer.scheduler = outcome.scheduler;
  if (outcome.status !== undefined && (target.isHttp || flow.http !== undefined)) {
    addStatus(answer, outcome.status, target.path);
  }
  return answer;
}

/** Answers all flows; one that can't be asked gets its problems, and the rest is answered. */
export function resolveAll(state: State, flows: Iterable<Flow>): (Answer | readonly Problem[])[] {
  return Array.from(flows, (flow) => {
    try {
      return resolve(state, flow);
    } catch (error) {
      if (error instanceof UserError) return error.problems;
      throw error;
    }
  });
}

function decide(
  view: View,
  caller: Caller,
  target: Target,
  trace: Step[],
  book: Book | undefined,
  follow: Follow,
): Outcome {
  const [only, ...others] = target.spots;
  const dns = target.name && noServer(view, caller, target);
  if (dns) {
    trace.push(new LazyStep('name', () => dns.reason ?? ''));
    return dns;
  }
  if (only === undefined) return noWay(target);
  return others.length === 0
    ? follow(view, caller, only, trace, book)
    : oneOf(view, caller, target.spots, trace, book, follow);
}

function noWay({ name }: Target): Outcome {
  if (name?.kind === 'alias') {
    return unhandled(
      `${name.name} is an alias of ${name.target}, a name outside the cluster: who has it decides`,
    );
  }
  if (name?.kind === 'outside') {
    return unhandled(`${name.name} is a name outside the cluster: who has it decides`);
  }
  return { result: 'no-name', backends: [], reason: name?.kind === 'no-name' ? name.why : undefined };
}

/** Names that only the cluster's DNS knows can't be asked for while nobody serves it. */
function noServer(view: View, caller: Caller, { name }: Target): Outcome | undefined {
  if (caller.scope.dns !== 'cluster') return undefined;
  if (name?.kind === 'addresses' && name.of === 'loopback') return undefined;
  const reason = view.state.faults.dnsDown
    ? 'no DNS server runs'
    : view.isCutOff(caller.node)
      ? `node ${caller.node.name} is cut off from the DNS server`
      : undefined;
  return reason === undefined ? undefined : { result: 'no-name', backends: [], reason };
}

/** Only an HTTP request is answered with a status. */
function addStatus(
  answer: { -readonly [K in keyof Answer]: Answer[K] },
  status: number | ((path: string) => number),
  path: string,
): void {
  answer.status = typeof status === 'number' ? status : status(path);
  if (answer.status >= 400) answer.result = 'http';
}

import { LazyStep, type Backend, type Step } from '../../flow/index.ts';
import type { Protocol } from '../../kube/index.ts';
import { choiceOf, type Candidate, type Choice } from './choice.ts';
import { timeout, type Outcome } from './outcome.ts';
import type { Spot } from './spot.ts';

/** How often a proxy process dials before it gives a connection up (pkg/proxy/userspace endpointDialTimeouts). */
const mostAttempts = 4;

const closes = 'the proxy accepts the connection and closes it';

/** Nobody to dial: the client is connected to the proxy process, and told by the end of the connection. */
export function closed({ protocol }: Spot, trace: Step[]): Outcome {
  if (protocol === 'UDP') {
    trace.push(
      new LazyStep('drop', () => 'the proxy takes the datagram and has nobody to send it to: no answer'),
    );
    return timeout;
  }
  const reason = `${closes}: no endpoint is usable`;
  trace.push(new LazyStep('reject', () => reason));
  return { result: 'refused', backends: [], reason };
}

/**
 * The choice of a proxy process that dials by itself. A TCP endpoint that does not answer makes it dial the next
 * one, so a dead endpoint is felt only where more than three are dead; then the client's connection ends unanswered.
 * `drawn` is the whole set, of which a client that is remembered has some endpoints only: after a failure it is
 * forgotten. A datagram is sent once, and nobody tells the client that it was for nothing.
 */
export function retried(choice: Choice, drawn: Choice, protocol: Protocol): Choice {
  const dead = drawn.candidates.filter(isDead);
  if (!choice.candidates.some(isDead) || dead.some(({ ending }) => ending.result === 'unknown'))
    return choice;
  if (protocol === 'UDP') return unanswered(choice);
  const all = drawn.candidates.length;
  const alive = all - dead.length;
  const first = new Map(
    choice.candidates.map(({ endpoint }, i) => [endpoint.key, choice.shares?.[i] ?? 1 / all]),
  );
  const fails = choice.candidates.reduce(
    (sum, candidate) => sum + (isDead(candidate) ? (first.get(candidate.endpoint.key) ?? 0) : 0),
    0,
  );
  // A record is no place in the order: what follows it is drawn from everybody.
  const giveUp = choice.shares
    ? fails * chanceOfOnlyDead(dead.length, all, mostAttempts - 1)
    : chanceOfOnlyDead(dead.length, all, mostAttempts);
  const why = (): string =>
    alive === 0
      ? `${closes}: every endpoint that it dials fails`
      : `a dead endpoint makes the proxy dial the next one, ${mostAttempts} at most`;
  const steps = [...choice.steps, new LazyStep('listener', why)];
  if (alive === 0) return { ...choice, result: 'refused', backends: [], steps, reason: why() };
  const possible = drawn.candidates
    .map((candidate) => ({
      candidate: isDead(candidate) ? givenUp(candidate) : candidate,
      chance: isDead(candidate)
        ? giveUp / dead.length
        : (first.get(candidate.endpoint.key) ?? 0) + (fails - giveUp) / alive,
    }))
    .filter(({ chance }) => chance > 0);
  const shares = possible.map(({ chance }) => chance);
  const even = shares.every((share) => share === shares[0]);
  const shown = possible.map(({ candidate }) => candidate);
  return { ...choiceOf(shown, even ? undefined : shares), steps };
}

/** The client is told by the end of its connection. */
function givenUp(candidate: Candidate): Candidate {
  return { ...candidate, ending: { ...candidate.ending, result: 'refused' } };
}

function isDead({ ending }: Candidate): boolean {
  return ending.result !== 'reached';
}

/**
 * The chance that so many attempts in a row meet dead endpoints. They follow one another in an order that was
 * shuffled, from a place that nobody knows: as good as drawing without putting back.
 */
export function chanceOfOnlyDead(dead: number, all: number, attempts: number): number {
  if (dead === all) return 1;
  if (dead < attempts) return 0;
  let chance = 1;
  for (let i = 0; i < attempts; i++) chance *= (dead - i) / (all - i);
  return chance;
}

function unanswered(choice: Choice): Choice {
  const result = choice.result === 'reached' ? 'reached' : 'timeout';
  const backends = choice.backends.map((backend, i): Backend => {
    const { result: _, ...place } = backend;
    const lives = choice.candidates[i]?.ending.result === 'reached';
    return lives || result === 'timeout' ? place : { ...place, result: 'timeout' };
  });
  return { ...choice, result, backends: result === 'reached' ? backends : [] };
}

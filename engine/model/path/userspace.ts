import { LazyStep, type Backend, type Step } from '../../flow/index.ts';
import type { Protocol } from '../../kube/index.ts';
import type { Choice } from './choice.ts';
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
 * A datagram is sent once, and nobody tells the client that it was for nothing.
 */
export function retried(choice: Choice, protocol: Protocol): Choice {
  const dead = choice.candidates.filter(({ ending }) => ending.result !== 'reached');
  if (dead.length === 0 || dead.some(({ ending }) => ending.result === 'unknown')) return choice;
  if (protocol === 'UDP') return unanswered(choice);
  const giveUp = chanceOfOnlyDead(dead.length, choice.candidates.length);
  const alive = choice.candidates.length - dead.length;
  const why = (): string =>
    alive === 0
      ? `${closes}: every endpoint that it dials fails`
      : `a dead endpoint makes the proxy dial the next one, ${mostAttempts} at most`;
  const steps = [...choice.steps, new LazyStep('listener', why)];
  if (alive === 0) return { ...choice, result: 'refused', backends: [], steps, reason: why() };
  const backends = choice.backends.flatMap((backend, i): Backend[] => {
    const lives = choice.candidates[i]?.ending.result === 'reached';
    const { result: _, ...place } = backend;
    if (lives) return [{ ...place, probability: (1 - giveUp) / alive }];
    return giveUp === 0 ? [] : [{ ...place, probability: giveUp / dead.length, result: 'refused' }];
  });
  const kept =
    giveUp === 0 ? choice.candidates.filter((candidate) => !dead.includes(candidate)) : choice.candidates;
  return { ...choice, candidates: kept, result: 'reached', backends, steps };
}

/**
 * The chance that all attempts meet dead endpoints. They follow one another in an order that was shuffled, from a
 * place that nobody knows: as good as drawing without putting back.
 */
export function chanceOfOnlyDead(dead: number, all: number): number {
  if (dead === all) return 1;
  if (dead < mostAttempts) return 0;
  let chance = 1;
  for (let i = 0; i < mostAttempts; i++) chance *= (dead - i) / (all - i);
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

import type { Answer, Backend, Result } from './answer.ts';
import type { Knowledge } from './backend-pattern.ts';
import { nodeSeen, sourceOf } from './check-source.ts';
import { combine, differs, same, type Comparison } from './comparison.ts';
import type { Observation } from './observation.ts';
import { formatAnswer, isObservation, isOutsideName, nameOf, outcomesOf } from './outcome.ts';
import { formatResult } from './result-words.ts';

/**
 * Whether what a cluster did is something that the model said it may do. Nothing agrees with
 * `unknown`. Where no rule of the cluster matches, every way of not arriving is accepted, and a note
 * says so.
 */
export function agree(predicted: Answer, observed: Answer | Observation, knowledge: Knowledge): Comparison {
  for (const [who, answer] of [
    ['the model', predicted],
    ['the cluster', observed],
  ] as const) {
    if (outcomesOf(answer).some((outcome) => outcome.result === 'unknown')) {
      return differs(`${who} can't tell: ${answer.reason ?? 'no reason was given'}`);
    }
  }
  const possible = new Set(outcomesOf(predicted).map((outcome) => outcome.result));
  const results = outcomesOf(observed).map(({ result }): Comparison => {
    if (possible.has(result)) return same;
    const word = formatResult(result, observed.status);
    if (possible.has('unhandled') && isLost(result)) {
      return { differences: [], notes: [`no rule of the cluster matches and routing decided: ${word}`] };
    }
    if (result === 'no-name' && isOutsideName(predicted)) {
      return {
        differences: [],
        notes: [`a name outside the cluster, and the world outside decided: ${word}`],
      };
    }
    return differs(`predicted ${formatAnswer(predicted, knowledge.namespace, true)}, observed ${word}`);
  });
  const ends = combine(...results, sameStatus(predicted, observed));
  if (ends.differences.length > 0) return ends;
  return combine(
    ends,
    ...observed.backends.map((backend) => possibleBackend(predicted, observed, backend, knowledge)),
  );
}

function isLost(result: Result): boolean {
  return result === 'refused' || result === 'timeout' || result === 'unhandled';
}

function sameStatus(predicted: Answer, observed: Answer): Comparison {
  if (predicted.result !== 'http' || observed.result !== 'http') return same;
  return predicted.status === observed.status
    ? same
    : differs(`predicted status ${predicted.status}, observed ${observed.status}`);
}

function possibleBackend(
  predicted: Answer,
  observed: Answer | Observation,
  backend: Backend,
  knowledge: Knowledge,
): Comparison {
  if (isObservation(observed) && backend.probability === 0) return same;
  const match = predicted.backends.find(
    (candidate) =>
      candidate.probability > 0 &&
      (candidate.result ?? predicted.result) === (backend.result ?? observed.result) &&
      isSameBackend(candidate, backend),
  );
  if (!match) {
    if (predicted.backends.length === 0 && predicted.result !== 'reached') return same;
    const name = nameOf(backend, knowledge.namespace);
    return differs(
      `observed ${name} (${backend.ip}:${backend.port}), predicted ${formatAnswer(predicted, knowledge.namespace, true)}`,
    );
  }
  return sameSource(predicted, match, observed, backend, knowledge);
}

/** An address is enough where no pod is named: what answers outside the cluster has no name. */
function isSameBackend(predicted: Backend, observed: Backend): boolean {
  if (predicted.pod !== undefined && observed.pod !== undefined) return predicted.pod === observed.pod;
  return predicted.ip === observed.ip && predicted.port === observed.port;
}

function sameSource(
  predicted: Answer,
  match: Backend,
  observed: Answer,
  backend: Backend,
  knowledge: Knowledge,
): Comparison {
  const expected = sourceOf(predicted, match);
  const seen = sourceOf(observed, backend);
  if (!expected || !seen) return same;
  const name = nameOf(backend, knowledge.namespace);
  const text = `${name} sees ${seen.address ?? 'some address'}`;
  // Where a client outside stands is the back end's choice: its own address is enough.
  if (expected.kept) {
    return seen.kept ? same : differs(`${text}, the model predicted the client's own address`);
  }
  if (expected.address !== undefined && seen.address !== undefined) {
    return expected.address === seen.address
      ? same
      : differs(`${text}, the model predicted ${expected.address}`);
  }
  const node = nodeSeen(seen, knowledge);
  if (expected.node !== undefined && node !== undefined) {
    return expected.node === node
      ? same
      : differs(`${text} of node ${node}, the model predicted an address of node ${expected.node}`);
  }
  return seen.kept ? differs(`${text}, the client's own; the model predicted that it is hidden`) : same;
}

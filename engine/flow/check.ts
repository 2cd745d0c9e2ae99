import type { Answer, Result } from './answer.ts';
import { formatPattern, matchesPattern, type Knowledge } from './backend-pattern.ts';
import { checkRows } from './check-rows.ts';
import { checkSource } from './check-source.ts';
import { combine, differs, same, type Comparison } from './comparison.ts';
import { alternativesOf, checkEither } from './either.ts';
import type { Expectation } from './expectation.ts';
import type { Observation } from './observation.ts';
import { isObservation, isOutsideName, nameOf, outcomesOf } from './outcome.ts';
import { formatResult } from './result-words.ts';
import { formatShare } from './share.ts';

/** What of an answer is not as somebody expects it. An unknown answer meets no expectation. */
export function check(
  expectation: Expectation,
  answer: Answer | Observation,
  knowledge: Knowledge,
): Comparison {
  if (expectation.or) {
    return checkEither(alternativesOf(expectation), answer, (one, connection) =>
      check(one, connection, knowledge),
    );
  }
  const outcomes = outcomesOf(answer);
  const unknown = outcomes.find((outcome) => outcome.result === 'unknown');
  if (unknown) return differs(`nobody can tell: ${answer.reason ?? 'no reason was given'}`);
  if (expectation.rows) {
    return combine(
      checkRows(expectation.rows, answer, knowledge),
      checkSource(expectation.source, answer, knowledge),
    );
  }
  const results = outcomes.map(({ result, share, backends }) => {
    const verdict = accepts(expectation, result, answer);
    if (verdict === 'yes') return same;
    if (verdict === 'maybe') return { differences: [], notes: [routingNote(answer)] };
    if (outcomes.length === 1) {
      return differs(`expected ${wanted(expectation)}, got ${formatResult(result, answer.status)}`);
    }
    const where = backends.map((backend) => withAddress(nameOf(backend, knowledge.namespace), backend));
    const who = where.length > 0 ? `: ${where.join(', ')}` : '';
    return differs(`${partOf(share, answer)} ${ends(result, answer.status)}${who}`);
  });
  return combine(
    ...results,
    checkBackends(expectation, answer, knowledge),
    checkSource(expectation.source, answer, knowledge),
  );
}

function accepts(
  expectation: Expectation,
  result: Result,
  answer: Answer | Observation,
): 'yes' | 'maybe' | 'no' {
  if (result === expectation.result) {
    return result !== 'http' || expectation.status === answer.status ? 'yes' : 'no';
  }
  const lost = (word: Result): boolean => word === 'refused' || word === 'timeout';
  if (result === 'unhandled' && lost(expectation.result)) return 'maybe';
  if (result === 'unhandled' && expectation.result === 'no-name' && isOutsideName(answer)) return 'maybe';
  if (expectation.result === 'unhandled' && lost(result) && isObservation(answer)) return 'maybe';
  return 'no';
}

function routingNote(answer: Answer): string {
  return isOutsideName(answer)
    ? 'a name outside the cluster, and the world outside decides'
    : 'no rule of the cluster matches, and routing decides whether it is refused or times out';
}

function checkBackends(expectation: Expectation, answer: Answer, knowledge: Knowledge): Comparison {
  const { backends: allowed } = expectation;
  if (!allowed || (answer.result !== 'reached' && answer.result !== 'http')) return same;
  const strangers = answer.backends.filter(
    (backend) =>
      backend.probability > 0 && !allowed.some((pattern) => matchesPattern(pattern, backend, knowledge)),
  );
  if (strangers.length === 0) return same;
  const names = strangers.map((backend) => {
    const node = allowed.some((pattern) => pattern.node !== undefined) ? ` on node ${backend.node}` : '';
    return `${withAddress(nameOf(backend, knowledge.namespace), backend)}${node}`;
  });
  return differs(
    `reaches ${names.join(', ')}, expected only ${allowed.map((pattern) => formatPattern(pattern)).join(', ')}`,
  );
}

function wanted(expectation: Expectation): string {
  return formatResult(expectation.result, expectation.status);
}

/** `1 of 3 connections`: counted where there was a sample, as a share where there was none. */
function partOf(share: number, answer: Answer | Observation): string {
  if (isObservation(answer)) {
    return `${Math.round(share * answer.attempts)} of ${answer.attempts} connections`;
  }
  const fraction = formatShare(share);
  return fraction.includes('/')
    ? `${fraction.replace('/', ' of ')} connections`
    : `${fraction} of connections`;
}

function ends(result: Result, status: number | undefined): string {
  if (result === 'refused') return 'refused';
  return result === 'timeout' ? 'timed out' : formatResult(result, status);
}

function withAddress(name: string, backend: { readonly ip: string; readonly port: number }): string {
  return name.includes(backend.ip) ? name : `${name} (${backend.ip}:${backend.port})`;
}

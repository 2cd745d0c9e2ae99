import type { Problem } from '../../errors/index.ts';
import type { Observation, Result } from '../../flow/index.ts';

type Fields = Readonly<Record<string, unknown>>;

const every: Readonly<Record<Result, true>> = {
  reached: true,
  refused: true,
  timeout: true,
  'no-name': true,
  http: true,
  'tls-failure': true,
  unhandled: true,
  unknown: true,
};
const results = Object.keys(every);

/** Checks that JSON is an observation; `trace`, of which a cluster tells nothing, may be left out. */
export function parseObservation(json: unknown): Observation | Problem {
  const fields = fieldsOf(json);
  if (!fields) return wrong('it', json, 'an object');
  const { result, backends, attempts, outcomes, tallies, milliseconds, trace = [] } = fields;
  if (!isResult(result)) return wrong('result', result, results.join(', '));
  if (!Array.isArray(backends) || !backends.every((one) => isBackend(one))) {
    return wrong('backends', backends, 'a list of {ip, port, probability}');
  }
  if (typeof attempts !== 'number') return wrong('attempts', attempts, 'a number');
  const counts = fieldsOf(outcomes);
  if (!counts || !Object.entries(counts).every(([word, n]) => isResult(word) && typeof n === 'number')) {
    return wrong('outcomes', outcomes, 'numbers by result, such as {"reached": 3}');
  }
  if (!Array.isArray(tallies)) return wrong('tallies', tallies, 'a list of {target, count}');
  if (typeof milliseconds !== 'number') return wrong('milliseconds', milliseconds, 'a number');
  return { ...fields, trace } as unknown as Observation;
}

function isResult(word: unknown): boolean {
  return (results as readonly unknown[]).includes(word);
}

function isBackend(json: unknown): boolean {
  const { ip, port, probability } = fieldsOf(json) ?? {};
  return typeof ip === 'string' && typeof port === 'number' && typeof probability === 'number';
}

function fieldsOf(json: unknown): Fields | undefined {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Fields) : undefined;
}

function wrong(what: string, found: unknown, expected: string): Problem {
  const shown = found === undefined ? 'nothing' : JSON.stringify(found);
  return { what: `${what} is not as it should be`, found: shown, expected };
}

import type { Answer, Backend, Result } from './answer.ts';
import type { Observation } from './observation.ts';
import { formatResult } from './result-words.ts';
import { formatShare } from './share.ts';

/** One way in which connections of a flow end, and what part of them does. */
export interface Outcome {
  readonly result: Result;
  readonly share: number;
  /** Where they go, as far as that is known. */
  readonly backends: readonly Backend[];
}

export function isObservation(answer: Answer | Observation): answer is Observation {
  return 'attempts' in answer;
}

/** The cluster knows an alias for a name that only the world outside knows: even the name may fail. */
export function isOutsideName(answer: Answer): boolean {
  return answer.result === 'unhandled' && answer.trace.at(-1)?.rule === 'name';
}

/** The ways in which a flow ends, the most frequent first. */
export function outcomesOf(answer: Answer | Observation): readonly Outcome[] {
  const groups = new Map<Result, { share: number; backends: Backend[] }>();
  const add = (result: Result, share: number, backends: readonly Backend[]): void => {
    const group = groups.get(result) ?? { share: 0, backends: [] };
    group.share += share;
    group.backends.push(...backends);
    groups.set(result, group);
  };
  if (isObservation(answer)) {
    for (const [result, count] of Object.entries(answer.outcomes) as [Result, number][]) {
      const backends = result === 'reached' ? answer.backends : [];
      if (count > 0) add(result, count / answer.attempts, backends);
    }
  } else {
    for (const backend of answer.backends) {
      if (backend.probability > 0) add(backend.result ?? answer.result, backend.probability, [backend]);
    }
  }
  if (groups.size === 0) add(answer.result, 1, answer.backends);
  return [...groups]
    .map(([result, group]) => ({ result, ...group }))
    .sort((a, b) => b.share - a.share || (a.result < b.result ? -1 : 1));
}

/**
 * `timeout`, `reaches web-1, web-2`, `1/3 refused`; pods without their namespace if it is `namespace`.
 * In brief, pods of one workload are one word: `reaches web-* (3)`.
 */
export function formatAnswer(answer: Answer | Observation, namespace?: string, brief = false): string {
  const [only, ...others] = outcomesOf(answer);
  if (!only) return formatResult(answer.result, answer.status);
  if (others.length > 0) {
    return [only, ...others]
      .map(({ result, share }) => `${formatShare(share)} ${formatResult(result, answer.status)}`)
      .join(', ');
  }
  const who = only.result === 'reached' ? formatBackends(only.backends, namespace, brief) : '';
  return `${formatResult(only.result, answer.status)}${who}`;
}

function formatBackends(backends: readonly Backend[], namespace: string | undefined, brief: boolean): string {
  const names = [...new Set(backends.map((backend) => nameOf(backend, namespace)))];
  if (names.length === 0) return '';
  const common = brief ? commonStem(names) : undefined;
  if (common !== undefined) return ` ${common}* (${names.length})`;
  return names.length > 3
    ? ` ${names.slice(0, 2).join(', ')} and ${names.length - 2} more`
    : ` ${names.join(', ')}`;
}

/** What several names begin with, up to a dash: `web-` of web-1 and web-2. */
function commonStem(names: readonly string[]): string | undefined {
  const [first = '', ...others] = names;
  if (others.length === 0) return undefined;
  let length = first.length;
  for (const name of others) while (!name.startsWith(first.slice(0, length))) length--;
  const stem = first.slice(0, first.lastIndexOf('-', length - 1) + 1);
  return stem === '' ? undefined : stem;
}

/** `web-1`, `other/web-1`, or the address of what is no pod. */
export function nameOf(backend: Backend, namespace?: string): string {
  if (backend.pod === undefined) return backend.port === 0 ? backend.ip : `${backend.ip}:${backend.port}`;
  return namespace !== undefined && backend.pod.startsWith(`${namespace}/`)
    ? backend.pod.slice(namespace.length + 1)
    : backend.pod;
}

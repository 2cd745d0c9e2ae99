import type { Answer, Backend } from './answer.ts';
import { matchesPattern, type Knowledge } from './backend-pattern.ts';
import { sourceDifference, sourceOf } from './check-source.ts';
import { differs, same, type Comparison } from './comparison.ts';
import { formatRow, type BackendRow } from './expectation.ts';
import type { Observation } from './observation.ts';
import { formatAnswer, isObservation, nameOf, outcomesOf } from './outcome.ts';
import { formatResult } from './result-words.ts';
import { formatShare, isShare } from './share.ts';

/**
 * Holds an answer against a table that says exactly what answers. Of an observation only what can be
 * seen counts: refusals don't say where they come from, and shares are for statistics.
 */
export function checkRows(
  rows: readonly BackendRow[],
  answer: Answer | Observation,
  knowledge: Knowledge,
): Comparison {
  const backends = answer.backends.filter((backend) => backend.probability > 0);
  if (backends.length === 0 && rows.length > 0) {
    return differs(`expected ${rows.map((row) => formatRow(row)).join(', ')}, got ${formatAnswer(answer)}`);
  }
  const differences: string[] = [];
  const rowOf = (backend: Backend): BackendRow | undefined =>
    rows.find((row) => isRow(row, backend, knowledge));
  for (const backend of backends) {
    if (!rowOf(backend)) {
      const node = backend.node === undefined ? '' : ` on node ${backend.node}`;
      const name = nameOf(backend, knowledge.namespace);
      const where = backend.pod === undefined ? '' : ` (${backend.ip}:${backend.port})`;
      differences.push(`reaches ${name}${where}${node}, which no row expects`);
    }
  }
  const seen = isObservation(answer)
    ? new Set(outcomesOf(answer).map((outcome) => outcome.result))
    : undefined;
  for (const row of rows) {
    const own = backends.filter((backend) => rowOf(backend) === row);
    const wanted = row.result ?? 'reached';
    if (own.length === 0) {
      const unseen = seen !== undefined && wanted !== 'reached' && seen.has(wanted);
      if (!unseen) differences.push(`never reaches ${formatRow({ pattern: row.pattern, ...portOf(row) })}`);
      continue;
    }
    differences.push(...own.flatMap((backend) => rowDifferences(row, backend, answer, knowledge)));
    const share = own.reduce((sum, backend) => sum + backend.probability, 0);
    if (!seen && row.share && !isShare(share, row.share)) {
      const name = formatRow({ pattern: row.pattern, ...portOf(row) });
      differences.push(
        `${name} gets ${formatShare(share)} of new connections, expected ${formatShare(row.share.value)}`,
      );
    }
  }
  if (seen) {
    const expected = new Set<string>(rows.map((row) => row.result ?? 'reached'));
    for (const result of seen) {
      if (!expected.has(result))
        differences.push(`some connections end so: ${formatResult(result, answer.status)}`);
    }
  }
  return differences.length > 0 ? differs(...differences) : same;
}

function isRow(row: BackendRow, backend: Backend, knowledge: Knowledge): boolean {
  return (
    (row.port === undefined || row.port === backend.port) && matchesPattern(row.pattern, backend, knowledge)
  );
}

function rowDifferences(
  row: BackendRow,
  backend: Backend,
  answer: Answer | Observation,
  knowledge: Knowledge,
): string[] {
  const name = nameOf(backend, knowledge.namespace);
  const differences: string[] = [];
  const result = backend.result ?? (isObservation(answer) ? 'reached' : answer.result);
  const wanted = row.result ?? 'reached';
  if (result !== wanted && !(isObservation(answer) && wanted !== 'reached')) {
    differences.push(`${name}: expected ${formatResult(wanted)}, got ${formatResult(result, answer.status)}`);
  }
  if (row.source) {
    const difference = sourceDifference(row.source, sourceOf(answer, backend), knowledge);
    if (difference !== undefined) differences.push(`${name} ${difference}`);
  }
  return differences;
}

function portOf(row: BackendRow): { readonly port?: number } {
  return row.port === undefined ? {} : { port: row.port };
}

import {
  check,
  formatShare,
  isObservation,
  matchesPattern,
  type Answer,
  type Backend,
  type BackendRow,
  type Flow,
  type Knowledge,
  type Observation,
  type Result,
} from '../../flow/index.ts';
import type { Finding } from '../../report/index.ts';
import { checkSpread, type Cell } from '../../stats/index.ts';
import { failOnFindings } from '../failing.ts';
import { judgeFlows } from '../judge-flows.ts';
import type { Session } from '../session.ts';
import { translateFlow } from '../names/translate.ts';
import { readBackendTable } from '../tables/backend-table.ts';
import { checkDestination } from '../tables/destination.ts';
import { countsOnOnePath } from './one-path.ts';
import { spreadTable } from './spread-table.ts';

/** Connections on a cluster where the sentence names no number. */
export const usualConnections = 1000;

/** How new connections must divide. */
export type Spread =
  | { readonly kind: 'even'; readonly over: number }
  | { readonly kind: 'shares'; readonly rows: readonly BackendRow[] };

export async function expectShares(
  session: Session,
  flow: Flow,
  connections: number,
  cells: readonly (readonly string[])[],
): Promise<void> {
  const rows = readBackendTable(cells, session.sentence.rows);
  await expectSpread(session, flow, connections, { kind: 'shares', rows });
}

/**
 * How new connections divide over backends: exactly on the model; on a cluster by one sample of so
 * many connections, which is judged once.
 */
export async function expectSpread(
  session: Session,
  flow: Flow,
  connections: number,
  spread: Spread,
): Promise<void> {
  checkDestination(flow.to, session.sentence.place);
  const expectation =
    spread.kind === 'shares'
      ? ({ result: 'reached', rows: spread.rows } as const)
      : ({ result: 'reached' } as const);
  const checks = [{ flow, expectation }];
  await session.ready();
  const { model } = session;
  const counts = countsOnOnePath(model.state, translateFlow(flow, model), connections);
  const verdicts = await judgeFlows(session, checks, connections);
  session.remember(verdicts, checks);
  const [verdict] = verdicts;
  if (!verdict) return;
  const { predicted, observed } = verdict;
  const views = new Map((await session.views()).map((view) => [view.backEnd, view]));
  const own = check(expectation, predicted, session.model.knowledge).differences;
  const findings: Finding[] = (
    own.length > 0 ? own : [...exactly(spread, predicted), ...together(spread, counts)]
  ).map((text) => ({
    backEnd: 'model',
    text,
  }));
  const modelled = cellsOf(predicted, spread, session.model.knowledge);
  const tables = [spreadTable('model', modelled)];
  for (const { backEnd, answer, expected, predicted: agreement } of observed) {
    // Pods have other names on every back end.
    const knowledge = views.get(backEnd)?.knowledge ?? session.model.knowledge;
    const cells = withShares(cellsOf(answer, spread, knowledge), spread, modelled);
    tables.push(spreadTable(backEnd, cells));
    const texts = [...expected.differences, ...agreement.differences];
    if (texts.length === 0) texts.push(...sampled(spread, answer, cells));
    findings.push(...texts.map((text) => ({ backEnd, text })));
  }
  await failOnFindings(session, findings, { found: tables.flat() });
}

/** What the model's shares have against the sentence. */
function exactly(spread: Spread, answer: Answer): string[] {
  const backends = answer.backends.filter((backend) => backend.probability > 0);
  if (spread.kind === 'shares') return [];
  const uneven = backends.filter((backend) => Math.abs(backend.probability - 1 / spread.over) > 1e-9);
  if (backends.length !== spread.over)
    return [`new connections reach ${backends.length} backends, expected ${spread.over}`];
  return uneven.length === 0 ? [] : [`shares are uneven, expected ${formatShare(1 / spread.over)} for each`];
}

/** What connections that find one another remembered have against the sentence. */
function together(spread: Spread, counts: ReadonlyMap<string, number> | undefined): string[] {
  if (!counts) return [];
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const [only, ...others] = [...counts.keys()].sort();
  const over =
    spread.kind === 'even' ? spread.over : spread.rows.filter(({ share }) => share?.value !== 0).length;
  if (others.length === 0 && over > 1)
    return [`the client is remembered: all ${total} connections reach ${only}`];
  if (spread.kind === 'shares') return [];
  const uneven = [...counts].find(([, count]) => Math.abs(count - total / over) >= 1);
  return uneven
    ? [`${uneven[0]} gets ${uneven[1]} of ${total} connections, expected ${formatShare(1 / over)}`]
    : [];
}

/** What a sample has against the sentence. */
function sampled(spread: Spread, answer: Answer | Observation, cells: readonly Cell[]): string[] {
  const all = spread.kind === 'even' ? padded(cells, spread.over) : cells;
  const result = checkSpread(all);
  if (result.ok) return [];
  if (!isObservation(answer) || result.total === 0) return ['nothing was counted'];
  const { worst } = result;
  return [
    `${worst?.name} got ${worst?.count} of ${result.total} connections, expected ${formatShare(worst?.share ?? 0)}. ` +
      `Chance of this or worse if the shares were right: below ${(worst?.chance ?? 0).toExponential(0)} ` +
      `(this check may cry wolf once in ${1 / result.errorProbability} runs)`,
  ];
}

/** Backends that were never met have no name; they count all the same. */
function padded(cells: readonly Cell[], over: number): readonly Cell[] {
  const missing = Math.max(0, over - cells.length);
  const share = 1 / over;
  return [
    ...cells.map((cell) => ({ ...cell, share })),
    ...Array.from({ length: missing }, (_, index) => ({
      name: `a backend never met (${index + 1})`,
      count: 0,
      share,
    })),
  ];
}

/** Where the table names no share, it is the model's. */
function withShares(cells: readonly Cell[], spread: Spread, modelled: readonly Cell[]): readonly Cell[] {
  if (spread.kind !== 'shares') return cells;
  return cells.map((cell, index) => ({
    ...cell,
    share: spread.rows[index]?.share?.value ?? modelled[index]?.share ?? cell.share,
  }));
}

/** Counts or shares by the lines of the table, or by backend. */
function cellsOf(answer: Answer | Observation, spread: Spread, knowledge: Knowledge): readonly Cell[] {
  // What a backend answered is a share of what arrived, not of what was tried.
  const total = isObservation(answer) ? (answer.outcomes.reached ?? 0) + (answer.outcomes.http ?? 0) : 0;
  const countOf = (backend: Backend): number => Math.round(backend.probability * total);
  if (spread.kind !== 'shares') {
    return answer.backends.map((backend) => ({
      name: backend.pod ?? `${backend.ip}:${backend.port}`,
      count: countOf(backend),
      share: isObservation(answer) ? 1 / spread.over : backend.probability,
    }));
  }
  return spread.rows.map((row) => {
    const own = answer.backends.filter((backend) => matchesPattern(row.pattern, backend, knowledge));
    const share = own.reduce((sum, backend) => sum + backend.probability, 0);
    const result: Result = row.result ?? 'reached';
    const seen = own.reduce((sum, backend) => sum + countOf(backend), 0);
    const count = isObservation(answer) && result !== 'reached' ? (answer.outcomes[result] ?? 0) : seen;
    return { name: row.pattern.name, count, share: row.share?.value ?? share };
  });
}

import {
  cellOf,
  expectationOf,
  parseBackends,
  parseClient,
  parseMatrix,
  printMatrix,
  type Expectation,
  type Flow,
  type Matrix,
  type Verdict,
} from '../../flow/index.ts';
import { UserError, type Place, type Problem } from '../../errors/index.ts';
import { connectionsToSeeAll } from '../../stats/index.ts';
import { failIfAny } from '../failing.ts';
import { judgeFlows, predict, type FlowCheck } from '../judge-flows.ts';
import type { Session } from '../session.ts';
import { checkDestination } from '../tables/destination.ts';
import { readBackendTable } from '../tables/backend-table.ts';
import { readAlternatives, readFlowTable } from '../tables/flow-table.ts';

/** How often a check may miss a backend that it waits for. */
const errorProbability = 1e-6;

/** Connections for a flow whose backends or source address are told: one could be luck. */
const severalConnections = 5;
const mostConnections = 500;

/** One flow that ends as expected. */
export async function expectFlow(session: Session, flow: Flow, expectation: Expectation): Promise<void> {
  checkDestination(flow.to, session.sentence.place);
  await expectAll(session, [{ flow, expectation }]);
}

/** One flow that reaches these and no others: `service "web"`, `pods "web-*"`. */
export async function expectOnly(session: Session, flow: Flow, backends: string): Promise<void> {
  await expectFlow(session, flow, { result: 'reached', backends: parseBackends(backends) });
}

/** One flow that reaches exactly the backends of a table. */
export async function expectExactly(
  session: Session,
  flow: Flow,
  cells: readonly (readonly string[])[],
): Promise<void> {
  checkDestination(flow.to, session.sentence.place);
  const rows = readBackendTable(cells, session.sentence.rows);
  await expectAll(session, [{ flow, expectation: { result: 'reached', rows } }]);
}

/** One flow whose connections each end in one of several ways. */
export async function expectEither(
  session: Session,
  flow: Flow,
  cells: readonly (readonly string[])[],
): Promise<void> {
  checkDestination(flow.to, session.sentence.place);
  const expectation = readAlternatives(cells, session.sentence.rows);
  await expectAll(session, [{ flow, expectation }]);
}

/** Every line of a table is a flow. */
export async function expectFlowTable(
  session: Session,
  cells: readonly (readonly string[])[],
): Promise<void> {
  await expectAll(session, readFlowTable(cells, session.sentence.rows));
}

/** Every cell of a matrix is a flow. */
export async function expectMatrix(session: Session, cells: readonly (readonly string[])[]): Promise<void> {
  const matrix = parseMatrix(cells.map((line) => line.map((cell) => cell.trim())));
  const where = session.sentence.place;
  if ('problems' in matrix) throw new UserError(matrix.problems.map((problem) => ({ ...problem, where })));
  const checks = checksOf(matrix, session.sentence.rows);
  const verdicts = await judgeFlows(session, checks);
  session.remember(verdicts, checks);
  await failIfAny(session, verdicts, answersAsTables(matrix, verdicts));
}

/** All of these flows end as expected. */
export async function expectAll(session: Session, checks: readonly FlowCheck[]): Promise<void> {
  const verdicts = await judgeFlows(session, checks, await connections(session, checks));
  session.remember(verdicts, checks);
  await failIfAny(session, verdicts);
}

/** Enough connections to see every backend where the table says exactly which there are. */
async function connections(session: Session, checks: readonly FlowCheck[]): Promise<number> {
  if (session.participants.length === 0) return 1;
  await session.ready();
  const exact = checks.filter(({ expectation }) => expectation.rows);
  const needed = predict(session.model, exact).map((answer) =>
    connectionsToSeeAll(
      answer.backends.map((backend) => backend.probability),
      errorProbability,
    ),
  );
  const told = checks.some(({ expectation }) => expectation.backends ?? expectation.source ?? expectation.or);
  return Math.min(mostConnections, Math.max(told ? severalConnections : 1, ...needed));
}

function checksOf(matrix: Matrix, places: readonly Place[]): readonly FlowCheck[] {
  const problems: Problem[] = [];
  const checks = matrix.rows.flatMap((row, index) => {
    const place = places[index + 1];
    const from = parseClient(row.client);
    if ('what' in from) {
      problems.push({ ...from, where: place });
      return [];
    }
    return matrix.destinations.flatMap((to, column): FlowCheck[] => {
      checkDestination(to, places[0]);
      const expectation = expectationOf(row.cells[column] ?? '');
      return expectation ? [{ flow: { from, to }, expectation, place }] : [];
    });
  });
  if (problems.length > 0) throw new UserError(problems);
  return checks;
}

/** What the model and the clusters answer instead, in the shape of the table that was asked. */
function answersAsTables(
  matrix: Matrix,
  verdicts: readonly Verdict[],
): readonly { readonly title: string; readonly lines: readonly string[] }[] {
  const names = ['model', ...(verdicts[0]?.observed.map((one) => one.backEnd) ?? [])];
  return names.map((name, who) => {
    let next = 0;
    const rows = matrix.rows.map((row) => ({
      client: row.client,
      cells: row.cells.map((cell) => {
        const verdict = cell === '' ? undefined : verdicts[next++];
        const answer = who === 0 ? verdict?.predicted : verdict?.observed[who - 1]?.answer;
        return answer ? cellOf(answer) : '';
      }),
    }));
    return { title: `${name} says`, lines: printMatrix({ ...matrix, rows }).split('\n') };
  });
}

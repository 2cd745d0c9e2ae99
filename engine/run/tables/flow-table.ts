import { closest, UserError, type Place, type Problem } from '../../errors/index.ts';
import {
  knownResultWords,
  parseBackends,
  parseClient,
  parseDestination,
  pingDestination,
  type FlowProtocol,
  parseResult,
  parseSource,
  type Client,
  type Expectation,
} from '../../flow/index.ts';
import type { FlowCheck } from '../judge-flows.ts';
import { isScenarioForm } from './destination.ts';
import { readTable, type NamedRow } from './table.ts';

const protocols: readonly string[] = ['TCP', 'UDP', 'SCTP', 'ICMP'];

/** Reads the table of `is either of:`, a line for each way in which a connection may end. */
export function readAlternatives(
  cells: readonly (readonly string[])[],
  places: readonly Place[] = [],
): Expectation {
  const table = readTable(cells, { required: ['result'], optional: ['backends', 'source'] }, places);
  if ('problems' in table) throw new UserError(table.problems);
  const problems: Problem[] = [];
  const found = table.rows.flatMap((row) => {
    const say = (problem: Problem): undefined => {
      problems.push({ ...problem, where: problem.where ?? row.place });
    };
    return readExpectation(row, say) ?? [];
  });
  if (problems.length > 0) throw new UserError(problems);
  const [first, ...or] = found;
  if (!first || or.length === 0) {
    throw new UserError({
      what: 'either of one thing is that thing',
      expected: 'two lines or more below the headings',
      hint: 'a flow that ends in one way is said without "either of"',
      where: places[0],
    });
  }
  return { ...first, or };
}

/** Reads the table of `the flows are:`; throws the problems of all its lines. */
export function readFlowTable(
  cells: readonly (readonly string[])[],
  places: readonly Place[] = [],
): readonly FlowCheck[] {
  const table = readTable(
    cells,
    { required: ['from', 'to', 'result'], optional: ['protocol', 'backends', 'source', 'via'] },
    places,
  );
  if ('problems' in table) throw new UserError(table.problems);
  const problems: Problem[] = [];
  const checks = table.rows.flatMap((row) => readRow(row, problems) ?? []);
  if (problems.length > 0) throw new UserError(problems);
  return checks;
}

function readRow(row: NamedRow, problems: Problem[]): FlowCheck | undefined {
  const before = problems.length;
  const say = (problem: Problem): undefined => {
    problems.push({ ...problem, where: problem.where ?? row.place });
  };
  const from = readClient(row, say);
  const to = row.cell('to');
  const isPing = row.cell('protocol').toUpperCase() === 'ICMP';
  const dialled = isPing ? pingDestination(to) : to;
  const destination =
    typeof dialled !== 'string' ? dialled : isScenarioForm(to) ? undefined : parseDestination(dialled);
  if (destination && 'what' in destination) say(destination);
  const expectation = readExpectation(row, say);
  const protocol = row.cell('protocol').toUpperCase();
  if (protocol !== '' && !protocols.includes(protocol)) {
    say({ what: `no protocol is called "${protocol}"`, expected: protocols.join(', ') });
  }
  if (problems.length > before || !from || !expectation) return undefined;
  const flow = { from, to, ...(protocol !== '' && { protocol: protocol as FlowProtocol }) };
  return { flow, expectation, place: row.place };
}

function readClient(row: NamedRow, say: (problem: Problem) => undefined): Client | undefined {
  const client = parseClient(row.cell('from'));
  if ('what' in client) return say(client);
  const via = row.cell('via');
  if (via === '') return client;
  return 'outside' in client
    ? { ...client, via }
    : say({ what: 'only traffic from outside arrives via a node', found: via });
}

function readExpectation(row: NamedRow, say: (problem: Problem) => undefined): Expectation | undefined {
  const word = row.cell('result');
  const result = parseResult(word);
  if (!result) {
    say({
      what: word === '' ? 'the column "result" is empty' : `no result is called "${word}"`,
      expected: knownResultWords.join(', '),
      hint: closest(word, knownResultWords),
    });
  }
  const source = parseSource(row.cell('source'));
  if (!source && row.cell('source') !== '') {
    say({
      what: `no source is written like "${row.cell('source')}"`,
      expected: 'kept, hidden, node NAME, an address',
    });
  }
  const backends = parseBackends(row.cell('backends'));
  if (!result) return undefined;
  if (backends.length > 0 && result.result !== 'reached' && result.result !== 'http') {
    say({ what: `a flow that is "${word}" has no backends`, found: row.cell('backends') });
  }
  return { ...result, ...(backends.length > 0 && { backends }), ...(source && { source }) };
}

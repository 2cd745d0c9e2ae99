import { UserError, type Place, type Problem } from '../../errors/index.ts';
import {
  knownResultWords,
  parseBackends,
  parseResult,
  parseShare,
  parseSource,
  type BackendRow,
} from '../../flow/index.ts';
import { readTable, type NamedRow } from './table.ts';

const optional = ['pod', 'backend', 'ip', 'port', 'node', 'share', 'result', 'source'];

/** Reads a table of exactly the backends: who (pod, backend or ip), port, node, share, result, source. */
export function readBackendTable(
  cells: readonly (readonly string[])[],
  places: readonly Place[] = [],
): readonly BackendRow[] {
  const table = readTable(cells, { required: [], optional }, places);
  if ('problems' in table) throw new UserError(table.problems);
  const problems: Problem[] = [];
  const rows = table.rows.flatMap((row) => readRow(row, problems) ?? []);
  if (problems.length > 0) throw new UserError(problems);
  return rows;
}

function readRow(row: NamedRow, problems: Problem[]): BackendRow | undefined {
  const where = row.place;
  const who = ['pod', 'backend', 'ip'].map((column) => row.cell(column)).filter((text) => text !== '');
  const [pattern, ...others] = parseBackends(who.join(', '));
  if (!pattern || others.length > 0) {
    problems.push({
      what: pattern ? 'a line names more than one backend' : 'a line names no backend',
      where,
      expected: 'one of the columns pod, backend, ip filled in',
    });
    return undefined;
  }
  const bad = (column: string, expected: string): undefined => {
    if (row.cell(column) === '') return;
    problems.push({ what: `no ${column} is written like "${row.cell(column)}"`, where, expected });
  };
  const port = /^\d+$/.test(row.cell('port')) ? Number(row.cell('port')) : bad('port', 'a number');
  const share = parseShare(row.cell('share')) ?? bad('share', '1/3, 33.3 %, 0.5');
  const result = parseResult(row.cell('result'))?.result ?? bad('result', knownResultWords.join(', '));
  const source = parseSource(row.cell('source')) ?? bad('source', 'kept, hidden, node NAME, an address');
  const node = row.cell('node');
  return {
    pattern: node === '' ? pattern : { ...pattern, node },
    ...(port !== undefined && { port }),
    ...(share && { share }),
    ...(result && { result }),
    ...(source && { source }),
  };
}

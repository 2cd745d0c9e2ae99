import { loadRows } from './load.ts';
import { formatRows, type BenchRow } from './row.ts';
import { scenarioRows } from './scenarios.ts';
import { verdictRows } from './verdicts.ts';

const parts: readonly (() => BenchRow[] | Promise<BenchRow[]>)[] = [verdictRows, scenarioRows, loadRows];

const rows: BenchRow[] = [];
for (const part of parts) rows.push(...(await part()));
console.log(formatRows(rows));

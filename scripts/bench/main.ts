import { changeRows } from './changes.ts';
import { loadRows } from './load.ts';
import { memoryRows } from './memory.ts';
import { formatRows, type BenchRow } from './row.ts';
import { scenarioRows } from './scenarios.ts';
import { stageRows } from './stages.ts';
import { verdictRows } from './verdicts.ts';

/** `npm run bench`, or some of it: `npm run bench -- verdicts changes`. */
const parts: Readonly<Record<string, () => BenchRow[] | Promise<BenchRow[]>>> = {
  verdicts: verdictRows,
  stages: stageRows,
  changes: changeRows,
  memory: memoryRows,
  scenarios: scenarioRows,
  load: loadRows,
};

const asked = process.argv.slice(2);
const rows: BenchRow[] = [];
for (const [name, part] of Object.entries(parts)) {
  if (asked.length === 0 || asked.includes(name)) rows.push(...(await part()));
}
console.log(formatRows(rows));
console.log('\nVerdicts, stages, changes and what says CPU are processor time, the rest is the clock.');

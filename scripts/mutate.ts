import { globSync, readFileSync } from 'node:fs';
import { findMutants } from './mutation/find-mutants.ts';
import { isEquivalent, unusedReasons } from './mutation/reasons.ts';
import { runMutants } from './mutation/run-mutants.ts';
import type { Mutant } from './mutation/mutant.ts';

/**
 * Takes out one rule at a time and runs the tests that should notice: `npm run mutate -- engine/model/proxy`. Prints
 * the mutants that no test notices and that have no reason in scripts/mutation/reasons.json.
 */
const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
/** `--sample=20`: every twentieth only. */
const sample = Number(process.argv.find((word) => word.startsWith('--sample='))?.slice(9) ?? 1);
const folders = asked.length > 0 ? asked : ['engine/model', 'engine/kube'];

const files = folders
  .flatMap((path) => (path.endsWith('.ts') ? [path] : globSync(`${path}/**/*.ts`)))
  .filter((file) => !/\.(spec|prop|suite)\.ts$/.test(file))
  .sort();
const all = files.flatMap((file) => findMutants(file, readFileSync(file, 'utf8')));
const mutants = all.filter((mutant, i) => i % sample === 0 && !isEquivalent(mutant));

let [killed, timeouts] = [0, 0];
const survivors: Mutant[] = [];
await runMutants(mutants, (mutant, outcome) => {
  if (outcome === 'killed') killed += 1;
  else if (outcome === 'timeout') timeouts += 1;
  else {
    survivors.push(mutant);
    console.log(`${mutant.file}:${mutant.line}  ${mutant.what}\n    ${mutant.code}`);
  }
});

const unused = sample === 1 ? unusedReasons(all, folders) : [];
for (const { file, code, what } of unused)
  console.log(`no such mutant any more: ${file}  ${what}\n    ${code}`);
const excused = all.filter((mutant) => isEquivalent(mutant)).length;
console.log(
  `${mutants.length} mutants: ${killed} noticed, ${timeouts} ran in circles, ${survivors.length} not noticed; ${excused} more change nothing, with reasons`,
);
process.exitCode = survivors.length + unused.length > 0 ? 1 : 0;

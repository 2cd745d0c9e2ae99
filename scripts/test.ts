import { runSuites } from './lib/run-suites.ts';
import { isGreen, summary } from './lib/suite.ts';

const results = await runSuites();
console.log(`\n${summary(results)}`);
process.exitCode = isGreen(results) ? 0 : 1;

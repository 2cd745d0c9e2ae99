import { globSync, readFileSync } from 'node:fs';

/** Files with one concept each stay small; see CONTRIBUTING. Tables of data may be as long as they are. */
const limits = { median: 60, p90: 180, most: 400 };
const isData = /engine\/kube\/schema\//;

const sizes = globSync(['engine/**/*.ts', 'steps/**/*.ts'])
  .filter((file) => !/\.(spec|prop|suite)\.ts$|\/testing\//.test(file) && !isData.test(file))
  .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
  .sort((a, b) => a.lines - b.lines);
const at = (share: number) => sizes[Math.ceil(sizes.length * share) - 1]?.lines ?? 0;
const largest = sizes.at(-1);

console.log(
  `${sizes.length} source files: median ${at(0.5)} lines (at most ${limits.median}), ` +
    `nine in ten under ${at(0.9)} (at most ${limits.p90}), ` +
    `largest ${largest?.file} with ${largest?.lines} (at most ${limits.most})`,
);
const tooLong = sizes.filter(({ lines }) => lines > limits.most);
for (const { file, lines } of tooLong) console.log(`too long: ${file} has ${lines} lines`);
if (at(0.5) > limits.median || at(0.9) > limits.p90 || tooLong.length > 0) process.exitCode = 1;

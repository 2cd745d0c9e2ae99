import { execa } from 'execa';
import { cpSync, globSync, rmSync } from 'node:fs';

/** Compiles the published package into dist/ and puts the files beside it that need no compiler. */
rmSync('dist', { recursive: true, force: true });
const { failed } = await execa(
  process.execPath,
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
  { stdio: 'inherit', reject: false },
);
const plain = globSync(['engine/**/*.{json,js,mjs,cjs}', 'steps/**/*.{json,js,mjs,cjs}']);
for (const file of plain) cpSync(file, `dist/${file}`);
console.log(failed ? 'dist/ is not built' : 'dist/ is built');
process.exitCode = failed ? 1 : 0;

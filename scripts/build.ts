import { execa } from 'execa';
import { cpSync, globSync, rmSync } from 'node:fs';

/** Compiles the published package into dist/ and puts the files beside it that are no TypeScript. */
rmSync('dist', { recursive: true, force: true });
await execa(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});

const plain = globSync(['engine/**/*.{json,js,mjs,cjs}', 'steps/**/*.{json,js,mjs,cjs}']);
for (const file of plain) cpSync(file, `dist/${file}`);
console.log(`dist/ is built, with ${plain.length} files that needed no compiler`);

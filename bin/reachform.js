#!/usr/bin/env node
// Plain JavaScript that old releases of Node.js can read too, so that they can say what is wrong.
import { existsSync } from 'node:fs';
import module from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    'error: Reachform needs a newer Node.js\n' +
      `  found      ${process.versions.node} (${process.execPath})\n` +
      '  expected   22.18 or later\n' +
      '  try        npm install --save-dev node@24, then npx reachform\n',
  );
  process.exitCode = 3;
} else {
  // Compiled code is kept from one start to the next, in the system's folder for temporary files.
  module.enableCompileCache();
  // A checkout runs its sources, the published package has none.
  const source = new URL('../engine/cli/main.ts', import.meta.url);
  const built = new URL('../dist/engine/cli/main.js', import.meta.url);
  await import(String(existsSync(source) ? source : built));
}

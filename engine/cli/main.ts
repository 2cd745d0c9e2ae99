import fs from 'node:fs/promises';
import { ExitCode } from '../errors/index.ts';
import type { Host } from './host.ts';
import { runCommand } from './run-command.ts';

const host: Host = {
  argv: process.argv.slice(2),
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  fs,
  now: () => new Date(),
};

// A reader that has seen enough (`reachform get pods | head -1`) is no mistake of anybody.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? ExitCode.asExpected : ExitCode.internalError);
});

process.exitCode = await runCommand(host);

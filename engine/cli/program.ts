import { Command } from 'commander';
import type { ExitCode } from '../errors/index.ts';
import { defineCluster } from './cluster/command.ts';
import { defineConformance } from './conformance/command.ts';
import { defineDescribe } from './describe/command.ts';
import { defineExplain } from './explain/command.ts';
import { defineGet } from './get/command.ts';
import type { Host } from './host.ts';
import { defineMatrix } from './matrix/command.ts';
import { defineResolve } from './resolve/command.ts';
import { defineSweep } from './sweep/command.ts';
import { defineTest } from './test/command.ts';
import { defineValidate } from './validate/command.ts';
import { defineVerify } from './verify/command.ts';
import { version } from './version.ts';

/** What a command is given: the world, and where to leave its exit code. */
export interface Context {
  readonly host: Host;
  readonly exit: (code: ExitCode) => void;
}

// Each only describes its command; the code behind it is loaded when it is used.
const commands: readonly ((program: Command, context: Context) => void)[] = [
  defineTest,
  defineExplain,
  defineMatrix,
  defineResolve,
  defineGet,
  defineDescribe,
  defineValidate,
  defineVerify,
  defineConformance,
  defineCluster,
  defineSweep,
];

export function makeProgram(host: Host, exit: (code: ExitCode) => void): Command {
  const program = new Command('reachform');
  program
    .description('Reachability as code for Kubernetes Services.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stdout.write(text),
      outputError: () => undefined,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const define of commands) define(program, { host, exit });
  return program;
}

import { CommanderError, type Command } from 'commander';
import { ClusterError, ExitCode, UserError } from '../errors/index.ts';
import type { Host } from './host.ts';
import { internalErrorReport } from './internal-error.ts';
import { makeProgram } from './program.ts';
import { usageProblem } from './usage-problem.ts';

/** Runs what the arguments ask for. Never throws: every error ends in a message and an exit code. */
export async function runCommand(host: Host): Promise<ExitCode> {
  const outcome = { exitCode: ExitCode.asExpected as ExitCode };
  const program = makeProgram(host, (code) => {
    outcome.exitCode = code;
  });
  try {
    await program.parseAsync([...host.argv], { from: 'user' });
    return outcome.exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return report(host, error);
    // Help or the version was asked for; or a command was called that does nothing without a subcommand.
    if (error.exitCode === 0) return ExitCode.asExpected;
    if (error.code === 'commander.help') return ExitCode.badInput;
    return report(host, new UserError(usageProblem(error, calledCommand(program, host.argv))));
  }
}

/** `reachform get`, whose help is the one to read; `reachform` for no known command. */
function calledCommand(program: Command, [word = '']: readonly string[]): string {
  const known = program.commands.some((command) => command.name() === word);
  return known ? `${program.name()} ${word}` : program.name();
}

function report(host: Host, error: unknown): ExitCode {
  if (error instanceof UserError) {
    const count = error.problems.length;
    const total = count > 1 ? `\n${count} problems, nothing was run\n` : '';
    host.stderr.write(`${error.message}\n${total}`);
    return ExitCode.badInput;
  }
  if (error instanceof ClusterError) {
    host.stderr.write(`${error.message}\n`);
    return ExitCode.clusterUnusable;
  }
  host.stderr.write(internalErrorReport(error, host.argv));
  return ExitCode.internalError;
}

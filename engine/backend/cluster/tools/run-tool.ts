import { execa } from 'execa';
import { ClusterError } from '../../../errors/index.ts';

export interface ToolOptions {
  readonly input?: string;
  /** Milliseconds; two minutes if left out. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface ToolResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

const installHints: Readonly<Record<string, string>> = {
  docker: 'install Docker (https://docs.docker.com/get-docker/) and start it, or run with --on model',
  kind: 'install kind (https://kind.sigs.k8s.io/docs/user/quick-start/#installation), or run with --on model',
  kubectl: 'install kubectl (https://kubernetes.io/docs/tasks/tools/), or run with --on model',
};

/** Runs a program and returns what it said, whatever its exit code; throws a ClusterError if it is not there. */
export async function tryTool(
  tool: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<ToolResult> {
  const result = await execa(tool, args, {
    reject: false,
    timeout: options.timeoutMs ?? 120_000,
    maxBuffer: 256 * 1024 * 1024,
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
    ...(options.signal && { cancelSignal: options.signal }),
  });
  if ('code' in result && result.code === 'ENOENT') throw missingTool(tool);
  const stderr = result.timedOut ? `${result.stderr}\nno answer in time` : result.stderr;
  return { stdout: result.stdout, stderr, exitCode: result.exitCode ?? 1 };
}

/** Runs a program that must succeed; returns its standard output. */
export async function runTool(
  tool: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<string> {
  const result = await tryTool(tool, args, options);
  if (result.exitCode !== 0) throw failedTool(tool, args, result);
  return result.stdout;
}

export function missingTool(tool: string): ClusterError {
  return new ClusterError({
    what: `${tool} is not on this machine's PATH`,
    expected: `${tool}, to work with a real cluster`,
    hint: installHints[tool],
  });
}

/** The command so that it can be pasted into a shell, and the last lines of what it said. */
export function failedTool(tool: string, args: readonly string[], result: ToolResult): ClusterError {
  const said = (result.stderr.trim() || result.stdout.trim()).split('\n').slice(-8).join('\n');
  const down = /cannot connect to the docker daemon|is the docker daemon running/i.test(said);
  return new ClusterError({
    what: down ? 'the Docker daemon does not answer' : `${tool} failed with exit code ${result.exitCode}`,
    found: said === '' ? undefined : said,
    hint: down ? 'start Docker, or run with --on model' : [tool, ...args].map(quote).join(' '),
  });
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

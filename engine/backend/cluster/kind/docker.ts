import { runTool, tryTool, type ToolOptions, type ToolResult } from '../tools/run-tool.ts';

export function docker(args: readonly string[], options?: ToolOptions): Promise<string> {
  return runTool('docker', args, options);
}

export function tryDocker(args: readonly string[], options?: ToolOptions): Promise<ToolResult> {
  return tryTool('docker', args, options);
}

/** When each container was started last; containers that are not there are left out. */
export async function startTimes(containers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (containers.length === 0) return new Map();
  const format = '{{.Name}} {{.State.Running}} {{.State.StartedAt}}';
  const { stdout } = await tryDocker(['inspect', '--format', format, ...containers]);
  return new Map(
    stdout
      .split('\n')
      .map((line) => line.trim().replace(/^\//, '').split(' '))
      .filter(([, running]) => running === 'true')
      .map(([name = '', , started = '']) => [name, started]),
  );
}

/** True if an image is on this machine. */
export async function hasImage(image: string): Promise<boolean> {
  const { exitCode } = await tryDocker(['image', 'inspect', '--format', '{{.Id}}', image]);
  return exitCode === 0;
}

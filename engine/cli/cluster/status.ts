import { kindStatus, type KindStatus } from '../../backend/cluster/index.ts';
import { ExitCode } from '../../errors/index.ts';
import { textTable } from '../../report/kubectl/index.ts';
import type { Host } from '../host.ts';

/** Prints a line for each warm cluster. */
export async function status(host: Host): Promise<ExitCode> {
  const clusters = await kindStatus();
  host.stdout.write(
    clusters.length === 0
      ? 'no cluster; `reachform cluster up` makes one\n'
      : textTable([['NAME', 'STATE', 'KUBERNETES', 'NODES', 'SCENARIOS'], ...clusters.map(row)]),
  );
  return ExitCode.asExpected;
}

function row({ name, answers, kubernetes, nodes, scenarios, damage }: KindStatus): string[] {
  const state = !answers ? 'does not answer' : damage.length > 0 ? `broken: ${damage.join(', ')}` : 'ready';
  const ready = nodes.filter((node) => node.ready).length;
  return [name, state, kubernetes || '-', answers ? `${ready}/${nodes.length}` : '-', String(scenarios)];
}

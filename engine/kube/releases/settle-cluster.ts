import type { Problem } from '../../errors/index.ts';
import type { Cluster } from '../cluster.ts';
import { settleRelease } from './known.ts';
import { checkGates, type WrittenGate } from './written-gates.ts';

/** A cluster of a release whose rules the model has, and what is wrong with its release and its gates. */
export interface SettledRelease {
  readonly cluster: Cluster;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** A newer release than the model knows is taken for the newest one, with a warning; an older one is a problem. */
export function settleCluster(cluster: Cluster, gates: readonly WrittenGate[]): SettledRelease {
  const { version, problem, warning } = settleRelease(cluster.version);
  if (problem) return { cluster, problems: [problem], warnings: [] };
  const checked = checkGates(gates, version);
  return {
    cluster: version === cluster.version ? cluster : { ...cluster, version },
    problems: checked.problems,
    warnings: [...(warning ? [warning] : []), ...checked.warnings],
  };
}

import type { Workload } from '../../types/workload.ts';
import type { Judge } from '../judge.ts';

/** Fields that may not be negative (`ValidateNonnegativeField` in pkg/apis/{apps,batch,core}/validation). */
const counts: Readonly<Record<Workload['kind'], readonly string[]>> = {
  Deployment: ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'],
  ReplicaSet: ['replicas', 'minReadySeconds'],
  ReplicationController: ['replicas', 'minReadySeconds'],
  StatefulSet: ['replicas', 'minReadySeconds'],
  DaemonSet: ['minReadySeconds', 'revisionHistoryLimit'],
  Job: [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
  ],
};

export function validateCounts(judge: Judge, { kind, spec }: Workload): void {
  const fields = spec as unknown as Readonly<Record<string, number | undefined>>;
  for (const field of counts[kind]) judge.notNegative(['spec', field], fields[field]);
}

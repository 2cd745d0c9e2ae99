import type { PodSpec } from '../../types/pod.ts';
import type { Workload } from '../../types/workload.ts';
import type { Judge } from '../judge.ts';

const path = ['spec', 'template', 'spec'];

/** Only a Job may end: everything else starts its pods again and again. */
export function validateRestarts(judge: Judge, kind: Workload['kind'], spec: PodSpec): void {
  const { restartPolicy, activeDeadlineSeconds } = spec;
  const own = [...path, 'restartPolicy'];
  if (kind === 'Job') {
    if (!restartPolicy || restartPolicy === 'Always') {
      judge.required(own, 'valid values: "OnFailure", "Never"', { hint: 'restartPolicy: Never' });
    } else judge.oneOf(own, restartPolicy, ['OnFailure', 'Never']);
    return;
  }
  judge.oneOf(own, restartPolicy, ['Always']);
  if (activeDeadlineSeconds === undefined) return;
  // A Deployment's pods are a ReplicaSet's.
  const name = kind === 'Deployment' ? 'ReplicaSet' : kind;
  const why = `activeDeadlineSeconds in ${name} is not Supported`;
  judge.forbidden([...path, 'activeDeadlineSeconds'], why);
}

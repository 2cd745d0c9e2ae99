import { defaultPodSpec } from '../../defaults/pod.ts';
import type { Fault } from '../../structure/check-structure.ts';
import type { Pod } from '../../types/pod.ts';
import { Judge } from '../judge.ts';
import { validateImages } from './containers.ts';
import { validatePodSpec } from './pod-spec.ts';

/** A pod by itself (`ValidatePodCreate`) */
export function validatePod({ spec: written }: Pod, isNew: boolean): readonly Fault[] {
  const judge = new Judge();
  // Of a pod in the network of its node every port is one of the node's.
  const spec = defaultPodSpec(written);
  validatePodSpec(judge, spec, ['spec'], 'Pod');
  validateImages(judge, spec, ['spec']);
  if (isNew && spec.nodeName && spec.schedulingGates?.length) {
    judge.forbidden(['spec', 'nodeName'], 'cannot be set until all schedulingGates have been cleared');
  }
  return judge.faults;
}

import type { Pod, PodSpec, Toleration } from '../../types/pod.ts';
import type { Judge } from '../judge.ts';
import { hint, same } from './immutable.ts';

const onlyThese =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** A pod that runs is as it was made, but for its images and a few times (`ValidatePodUpdate`). */
export function validatePodUpdate(judge: Judge, { spec }: Pod, { spec: old }: Pod): void {
  for (const field of ['containers', 'initContainers'] as const) {
    if ((spec[field]?.length ?? 0) === (old[field]?.length ?? 0)) continue;
    judge.forbidden(['spec', field], 'pod updates may not add or remove containers', { hint });
    return;
  }
  const [seconds, before] = [spec.activeDeadlineSeconds, old.activeDeadlineSeconds];
  const deadline = ['spec', 'activeDeadlineSeconds'];
  if (seconds !== undefined && before !== undefined && before < seconds) {
    judge.invalid(deadline, seconds, 'must be less than or equal to previous value');
    return;
  }
  if (seconds === undefined && before !== undefined) {
    judge.invalid(deadline, undefined, 'must not update from a positive integer to nil value');
  }
  if (!(old.tolerations ?? []).every((one) => isKept(one, spec.tolerations ?? []))) {
    const why = 'existing toleration can not be modified except its tolerationSeconds';
    judge.forbidden(['spec', 'tolerations'], why);
  }
  if (!same(frozen(spec, old), frozen(old, old))) judge.forbidden(['spec'], onlyThese, { hint });
}

function isKept(toleration: Toleration, list: readonly Toleration[]): boolean {
  const forEver = (one: Toleration): Toleration => ({ ...one, tolerationSeconds: 0 });
  return list.some((one) => same(forEver(one), forEver(toleration)));
}

/** What of a spec must be as it was. */
function frozen(spec: PodSpec, old: PodSpec): unknown {
  const withoutImages = (list: PodSpec['containers'] | undefined): unknown =>
    list?.map((container) => ({ ...container, image: undefined }));
  const wasNegative = (old.terminationGracePeriodSeconds ?? 0) < 0;
  const grace = spec.terminationGracePeriodSeconds;
  return {
    ...spec,
    activeDeadlineSeconds: undefined,
    tolerations: undefined,
    terminationGracePeriodSeconds: wasNegative && grace === 1 ? old.terminationGracePeriodSeconds : grace,
    containers: withoutImages(spec.containers),
    initContainers: withoutImages(spec.initContainers),
  };
}

import { wholePodSpec } from '../../defaults/whole-pod-spec.ts';
import type { Pod, PodSpec, Toleration } from '../../types/pod.ts';
import type { Judge } from '../judge.ts';
import { validateGatedPodUpdate } from './gated-pod-update.ts';
import { hint, same } from './immutable.ts';

const onlyThese =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

const mostSeconds = 2 ** 31 - 1;
const gatesPath = ['spec', 'schedulingGates'];

/** A pod that runs is as it was made, but for its images and a few times (`ValidatePodUpdate`). */
export function validatePodUpdate(judge: Judge, { spec }: Pod, { spec: old }: Pod): void {
  for (const field of ['containers', 'initContainers'] as const) {
    if ((spec[field]?.length ?? 0) === (old[field]?.length ?? 0)) continue;
    judge.forbidden(['spec', field], 'pod updates may not add or remove containers', { hint });
    return;
  }
  if (!validateDeadline(judge, spec.activeDeadlineSeconds, old.activeDeadlineSeconds)) return;
  if (!(old.tolerations ?? []).every((one) => isKept(one, spec.tolerations ?? []))) {
    const why = 'existing toleration can not be modified except its tolerationSeconds';
    judge.forbidden(['spec', 'tolerations'], why);
  }
  validateGates(judge, spec.schedulingGates, old.schedulingGates);
  const isGated = (old.schedulingGates?.length ?? 0) > 0;
  if (isGated) validateGatedPodUpdate(judge, spec, old);
  if (!same(frozen(spec, old, isGated), frozen(old, old, isGated))) {
    judge.forbidden(['spec'], onlyThese, { hint });
  }
}

/** A pod may get a time to run, or less of it; false if nothing else is looked at then. */
function validateDeadline(judge: Judge, seconds: number | undefined, before: number | undefined): boolean {
  const path = ['spec', 'activeDeadlineSeconds'];
  if (seconds === undefined) {
    if (before !== undefined) {
      judge.invalid(path, undefined, 'must not update from a positive integer to nil value');
    }
    return true;
  }
  if (seconds < 0 || seconds > mostSeconds) {
    judge.invalid(path, seconds, `must be between 0 and ${mostSeconds}, inclusive`);
    return false;
  }
  if (before === undefined || seconds <= before) return true;
  judge.invalid(path, seconds, 'must be less than or equal to previous value');
  return false;
}

function isKept(toleration: Toleration, list: readonly Toleration[]): boolean {
  const forEver = (one: Toleration): Toleration => ({ ...one, tolerationSeconds: 0 });
  return list.some((one) => same(forEver(one), forEver(toleration)));
}

function validateGates(
  judge: Judge,
  gates: PodSpec['schedulingGates'] = [],
  old: PodSpec['schedulingGates'] = [],
): void {
  const known = new Set(old.map(({ name }) => name));
  const added = new Map(gates.map(({ name }, i) => [name, i]));
  for (const [name = '', i] of added) {
    if (known.has(name)) continue;
    const why = `only deletion is allowed, but found new scheduling gate '${name}'`;
    judge.forbidden([...gatesPath, i, 'name'], why);
  }
}

/** What of a spec must be as it was. */
function frozen(spec: PodSpec, old: PodSpec, isGated: boolean): unknown {
  const whole = wholePodSpec(spec);
  const withoutImages = (list: PodSpec['containers'] | undefined): unknown =>
    list?.map((container) => ({ ...container, image: undefined }));
  const wasNegative = (old.terminationGracePeriodSeconds ?? 0) < 0;
  const grace = spec.terminationGracePeriodSeconds;
  return {
    ...whole,
    activeDeadlineSeconds: undefined,
    tolerations: undefined,
    schedulingGates: undefined,
    terminationGracePeriodSeconds: wasNegative && grace === 1 ? old.terminationGracePeriodSeconds : grace,
    containers: withoutImages(whole.containers),
    initContainers: withoutImages(whole.initContainers),
    ...(isGated && { nodeSelector: undefined, affinity: { ...whole.affinity, nodeAffinity: undefined } }),
  };
}

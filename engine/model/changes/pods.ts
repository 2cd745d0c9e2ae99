import { UserError } from '../../errors/index.ts';
import { manifestOf, type Manifest, type Pod, type PodStatus, type Ref } from '../../kube/index.ts';
import { beingDeleted, deletePods, graceOf } from '../controllers/delete-pods.ts';
import { memoryOf, remember, write } from '../controllers/edit.ts';
import { fullName } from '../controllers/owner.ts';
import { withConditions } from '../controllers/pod-conditions.ts';
import type { State } from '../state.ts';
import { findTarget } from './find-object.ts';

/** A pod deleted to its end. On a node that nobody hears of that takes `force`: no kubelet confirms it. */
export function deletePod(state: State, ref: Ref, force: boolean | undefined): State {
  const pod = findTarget(state, ref);
  return write(state, force ? { remove: [pod] } : deletePods(state, [pod]));
}

/** A pod deleted that still runs through its grace period. */
export function terminatePod(state: State, ref: Ref, serving: boolean): State {
  const pod = findTarget(state, ref);
  const going = withReadiness(beingDeleted(state, pod), serving);
  const leaving = new Map(memoryOf(state).leaving);
  leaving.set(fullName(pod.object), state.now + graceOf(pod.object));
  return remember(write(state, { put: [going] }), { leaving });
}

/**
 * A pod whose readiness check starts to pass or to fail; it runs on either way.
 *
 * @throws UserError for a pod that does not run
 */
export function setReadiness(state: State, ref: Ref, ready: boolean): State {
  const pod = findTarget(state, ref);
  const { phase, podIP } = pod.object.status ?? {};
  if (phase !== 'Running' && !podIP) {
    throw new UserError({
      what: `pod "${pod.object.metadata.name}" can't become ${ready ? 'ready' : 'unready'}: it does not run`,
      found: `phase ${phase ?? 'Pending'}${pod.object.spec.nodeName ? '' : ', no node took it'}`,
    });
  }
  return write(state, { put: [withReadiness(pod, ready)] });
}

function withReadiness(pod: Manifest<Pod>, ready: boolean): Manifest<Pod> {
  const status = ready ? ('True' as const) : ('False' as const);
  const reason = ready ? {} : { reason: 'ContainersNotReady' };
  const gates = (pod.object.spec.readinessGates ?? []).map(({ conditionType }) => conditionType);
  const changed = [
    { type: 'Ready', status, ...reason },
    { type: 'ContainersReady', status, ...reason },
    // Ready with a gate closed would be no state that a pod can be in.
    ...(ready ? gates.map((type) => ({ type, status })) : []),
  ];
  const next = withContainers(withConditions(pod.object.status, changed), ready);
  return manifestOf({ ...pod.object, status: next }, pod);
}

function withContainers(status: PodStatus, ready: boolean): PodStatus {
  const mark = (list: NonNullable<PodStatus['containerStatuses']>): typeof list =>
    list.map((container) => ({ ...container, ready }));
  return {
    ...status,
    ...(status.containerStatuses && { containerStatuses: mark(status.containerStatuses) }),
    ...(status.initContainerStatuses && { initContainerStatuses: mark(status.initContainerStatuses) }),
  };
}

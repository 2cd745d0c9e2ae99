import {
  matchesLabels,
  matchesSelector,
  type Job,
  type Manifest,
  type ReplicaSet,
  type ReplicationController,
} from '../../kube/index.ts';
import type { State } from '../state.ts';
import type { Edit } from './edit.ts';
import { keyOf } from './owner.ts';
import { isCounted } from './pod-conditions.ts';
import { podsOwnedBy } from './pod-index.ts';
import { keepReplicas } from './replicas.ts';

export function syncReplicaSet(state: State, set: Manifest<ReplicaSet>): Edit {
  const { replicas = 1, selector } = set.object.spec;
  return keepReplicas(state, set, {
    count: replicas,
    labels: selector.matchLabels ?? {},
    selects: (labels) => matchesSelector(selector, labels),
  });
}

export function syncReplicationController(state: State, controller: Manifest<ReplicationController>): Edit {
  const { replicas = 1, selector = {} } = controller.object.spec;
  return keepReplicas(state, controller, {
    count: replicas,
    labels: selector,
    selects: (labels) => matchesLabels(selector, labels),
  });
}

/**
 * A Job's pods run and serve like others until it is recorded as done: as many at a time as
 * `parallelism` says, and never more than are still to complete. Without `completions`, no more are started once
 * one has succeeded (`manageJob`).
 */
export function syncJob(state: State, job: Manifest<Job>): Edit {
  const { parallelism = 1, completions, suspend } = job.object.spec;
  const owned = podsOwnedBy(state.objects, keyOf(job.object));
  const succeeded = owned.filter(({ object }) => object.status?.phase === 'Succeeded').length;
  const running = owned.filter(({ object }) => isCounted(object)).length;
  const open = completions === undefined ? (succeeded > 0 ? running : parallelism) : completions - succeeded;
  const count = suspend || isFinished(job.object) ? 0 : Math.max(0, Math.min(parallelism, open));
  const { name } = job.object.metadata;
  const own = { 'batch.kubernetes.io/job-name': name, 'job-name': name };
  return keepReplicas(state, job, {
    count,
    labels: { 'job-name': name },
    selects: (labels) => matchesLabels({ 'job-name': name }, labels),
    extraLabels: own,
  });
}

/** True for a Job with the condition Complete or Failed, as a dump shows it. */
function isFinished(job: Job): boolean {
  const conditions = (job.status?.['conditions'] ?? []) as readonly { type?: string; status?: string }[];
  return conditions.some(
    ({ type, status }) => status === 'True' && (type === 'Complete' || type === 'Failed'),
  );
}

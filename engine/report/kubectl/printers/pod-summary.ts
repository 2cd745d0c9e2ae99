import type { Pod } from '../../../kube/index.ts';
import { endOf, type ContainerStatus } from './container-status.ts';

/** What `kubectl get pods` works out from a pod's status. */
export interface PodSummary {
  readonly ready: number;
  readonly total: number;
  readonly status: string;
  readonly restarts: number;
  /** When a container ended last, in milliseconds since 1970. */
  readonly lastRestart?: number | undefined;
}

/** `printPod` of kubernetes/pkg/printers/internalversion. */
export function summarize(pod: Pod): PodSummary {
  const start = initContainers(pod);
  const isInitialized = condition(pod, 'Initialized')?.status === 'True';
  const rest = start.word === undefined || isInitialized ? containers(pod, start.word) : undefined;
  const counted = rest ? [...start.sidecars, ...rest.statuses] : start.seen;
  return {
    ready: start.ready + (rest?.ready ?? 0),
    total: pod.spec.containers.length + sidecarNames(pod).size,
    status: whenDeleted(pod) ?? rest?.word ?? start.word ?? firstWord(pod),
    restarts: counted.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0),
    lastRestart: lastEnd(counted),
  };
}

/** The word before any container has a say. */
function firstWord(pod: Pod): string {
  if (condition(pod, 'PodScheduled')?.reason === 'SchedulingGated') return 'SchedulingGated';
  return pod.status?.reason || (pod.status?.phase ?? '');
}

function whenDeleted({ metadata, status }: Pod): string | undefined {
  if (metadata.deletionTimestamp === undefined) return undefined;
  if (status?.reason === 'NodeLost') return 'Unknown';
  return status?.phase === 'Succeeded' || status?.phase === 'Failed' ? undefined : 'Terminating';
}

/** Goes through the init containers up to the first that is not done. */
function initContainers(pod: Pod) {
  const isSidecar = sidecarNames(pod);
  const statuses = (pod.status?.initContainerStatuses ?? []) as unknown as readonly ContainerStatus[];
  const seen: ContainerStatus[] = [];
  let ready = 0;
  let word: string | undefined;
  for (const [index, status] of statuses.entries()) {
    seen.push(status);
    if (status.state?.terminated && (status.state.terminated.exitCode ?? 0) === 0) continue;
    if (isSidecar.has(status.name) && status.started) {
      if (status.ready) ready += 1;
      continue;
    }
    word = `Init:${waitsFor(status) ?? `${index}/${pod.spec.initContainers?.length ?? 0}`}`;
    break;
  }
  return { seen, sidecars: seen.filter(({ name }) => isSidecar.has(name)), ready, word };
}

function waitsFor({ state }: ContainerStatus): string | undefined {
  if (state?.terminated) return endOf(state.terminated);
  const reason = state?.waiting?.reason;
  return reason && reason !== 'PodInitializing' ? reason : undefined;
}

/** The last word belongs to the first container, so they are asked from the end. */
function containers(pod: Pod, wordSoFar: string | undefined) {
  const statuses = (pod.status?.containerStatuses ?? []) as unknown as readonly ContainerStatus[];
  let word = wordSoFar ?? firstWord(pod);
  let ready = 0;
  for (const { state, ready: isReady } of statuses.toReversed()) {
    if (state?.waiting?.reason) word = state.waiting.reason;
    else if (state?.terminated) word = endOf(state.terminated);
    else if (isReady && state?.running) ready += 1;
  }
  if (word === 'Completed' && ready > 0) {
    word = condition(pod, 'Ready')?.status === 'True' ? 'Running' : 'NotReady';
  }
  return { statuses, ready, word };
}

function sidecarNames({ spec }: Pod): ReadonlySet<string> {
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return new Set(sidecars.map(({ name }) => name));
}

function condition({ status }: Pod, wanted: string) {
  return status?.conditions?.find(({ type }) => type === wanted);
}

function lastEnd(statuses: readonly ContainerStatus[]): number | undefined {
  const ends = statuses.flatMap(({ lastState }) => lastState?.terminated?.finishedAt ?? []);
  return ends.length === 0 ? undefined : Math.max(...ends.map((time) => Date.parse(time)));
}

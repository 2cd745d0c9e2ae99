import type { Pod } from '../../../kube/index.ts';
import { isReady, podKey } from './pod-state.ts';
import { startsReady } from './starts-ready.ts';
import type { Snapshot } from './snapshot.ts';
import { unsettledSlices } from './unsettled-slices.ts';
import { unsettledWorkloads } from './unsettled-workloads.ts';

/** What the scenario did that makes a pod stay as it is. */
export interface Intent {
  /** Pods whose readiness was flipped, `namespace/name`. */
  readonly readiness: ReadonlyMap<string, boolean>;
  /** Pods that go on through their grace period. */
  readonly terminating: ReadonlySet<string>;
  /** Nodes that the control plane has given up because their kubelet says nothing any more. */
  readonly silentNodes: ReadonlySet<string>;
  /** True where somebody gives load balancers their addresses. */
  readonly balanced?: boolean;
}

/** What is still on its way, in words; empty once the controllers have done their work. */
export function unsettled(snapshot: Snapshot, intent: Intent): readonly string[] {
  return [
    ...unsettledWorkloads(snapshot),
    ...unsettledPods(snapshot, intent),
    ...unsettledSlices(snapshot),
    ...(intent.balanced ? unsettledBalancers(snapshot) : []),
  ];
}

/** A provider leaves those with a class to another one. */
function unsettledBalancers(snapshot: Snapshot): readonly string[] {
  return snapshot
    .of('services')
    .filter(({ spec }) => spec.type === 'LoadBalancer' && spec.loadBalancerClass === undefined)
    .filter(({ status }) => (status?.loadBalancer?.ingress ?? []).length === 0)
    .map(({ metadata }) => `load balancer ${metadata.namespace ?? ''}/${metadata.name} is to get an address`);
}

/** The pods among that, for which nothing else needs to be known. */
export function unsettledPods(snapshot: Snapshot, intent: Intent): readonly string[] {
  return snapshot.of('pods').flatMap((pod) => unsettledPod(pod, intent));
}

function unsettledPod(pod: Pod, intent: Intent): readonly string[] {
  const key = podKey(pod);
  const { phase, conditions } = pod.status ?? {};
  const silent = intent.silentNodes.has(pod.spec.nodeName ?? '');
  if (silent) return isReady(pod) ? [`pod ${key} is on a silent node and still called ready`] : [];
  if (pod.metadata.deletionTimestamp !== undefined && !intent.terminating.has(key)) {
    return [`pod ${key} is going`];
  }
  if (phase === 'Succeeded' || phase === 'Failed') return [];
  if (conditions?.some(({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable') === true)
    return [];
  if (phase !== 'Running') return failsToStart(pod) ? [] : [`pod ${key} starts`];
  const wanted = intent.readiness.get(key) ?? startsReady(pod);
  if (isReady(pod) === wanted || failsToStart(pod)) return [];
  return [`pod ${key} is to become ${wanted ? 'ready' : 'unready'}`];
}

interface ContainerState {
  readonly state?: { readonly waiting?: { readonly reason?: string }; readonly running?: object };
  readonly restartCount?: number;
}

/** A container that comes down again and again. */
function failsToStart(pod: Pod): boolean {
  const statuses = [
    ...(pod.status?.initContainerStatuses ?? []),
    ...(pod.status?.containerStatuses ?? []),
  ] as readonly ContainerState[];
  return statuses.some(({ state }) => state?.waiting?.reason === 'CrashLoopBackOff');
}

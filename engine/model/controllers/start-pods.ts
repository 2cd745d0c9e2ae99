import { manifestOf, refOf, type Manifest, type Node, type Pod, type PodStatus } from '../../kube/index.ts';
import { nodeAddresses, PodAddresses } from '../allocation/pod-addresses.ts';
import type { ObjectStore } from '../object-store.ts';
import { HostPorts } from '../scheduling/host-ports.ts';
import { Scheduler } from '../scheduling/scheduler.ts';
import { servicesSelecting } from '../services-selecting.ts';
import type { State } from '../state.ts';
import { ObjectIndex } from '../tables/object-index.ts';
import { memoryOf, write } from './edit.ts';
import { isTerminal, isTerminating } from './pod-conditions.ts';
import { isSilent } from './silent-nodes.ts';
import { notStarted, portsTaken, runningStatus, unschedulable } from './pod-status.ts';

/**
 * What the scheduler and the kubelets do: every pod that waits gets a node, addresses and a status.
 *
 * @param seen the objects that they have seen to already; without, they look at everything
 */
export function startPods(state: State, seen: ObjectStore | undefined): State {
  const { objects } = state;
  const waiting = wokenPods(objects, seen);
  if (waiting.length === 0) return state;
  const nodes = new Map(state.cluster.nodes.map((node) => [node.object.metadata.name, node.object]));
  const scheduler = new Scheduler(state.cluster.nodes, objects);
  const addresses = new PodAddresses(objects, memoryOf(state).releasedAddresses);
  const hostPorts = new HostPorts(objects, (pod) => !isWaiting(pod) && !isTerminal(pod));
  const put: Manifest<Pod>[] = [];
  for (const pod of waiting) {
    const placed = place(pod, scheduler);
    const status = start(state, placed.object, nodes, addresses, hostPorts);
    if (status !== pod.object.status) {
      put.push(manifestOf({ ...placed.object, status }, placed));
    }
  }
  return write(state, { put });
}

/** All under one key. */
const waitingPods = new ObjectIndex<Pod>('Pod', ({ object }) => (isWaiting(object) ? '' : []));

/** Pods that were not tried yet, and all of them once another pod has given something back. */
function wokenPods(objects: ObjectStore, seen: ObjectStore | undefined): readonly Manifest<Pod>[] {
  const all = waitingPods.find(objects, '');
  if (!seen || all.length === 0) return all;
  const changed = objects.since(seen).filter(({ kind }) => kind === 'Pod') as readonly PodDifference[];
  if (changed.some(givesBack)) return all;
  const untried = new Set(changed.map(({ after }) => after));
  return all.filter((pod) => untried.has(pod));
}

interface PodDifference {
  readonly before: Manifest<Pod> | undefined;
  readonly after: Manifest<Pod> | undefined;
}

/** True if an address, a port or a place may be free now that was not before. */
function givesBack({ before }: PodDifference): boolean {
  return Boolean(before?.object.spec.nodeName);
}

/** No kubelet has spoken of it yet, or the model itself left it waiting. */
function isWaiting({ status, metadata }: Pod): boolean {
  if (metadata.deletionTimestamp) return false;
  return !status?.phase || isOurs(status);
}

function isOurs(status: PodStatus | undefined): boolean {
  return status === unschedulable || status === notStarted;
}

function place(pod: Manifest<Pod>, scheduler: Scheduler): Manifest<Pod> {
  if (pod.object.spec.nodeName || isTerminating(pod.object)) return pod;
  const nodeName = scheduler.place(pod.object);
  if (nodeName === undefined) return pod;
  return manifestOf({ ...pod.object, spec: { ...pod.object.spec, nodeName } }, pod);
}

function start(
  state: State,
  pod: Pod,
  nodes: ReadonlyMap<string, Node>,
  addresses: PodAddresses,
  hostPorts: HostPorts,
): PodStatus {
  const { nodeName } = pod.spec;
  if (!nodeName) return unschedulable;
  const node = nodes.get(nodeName);
  // A kubelet that hears no API server never learns of the pod.
  if (!node || isSilent(state, nodeName)) return notStarted;
  if (!hostPorts.isFree(nodeName, pod.spec)) return portsTaken;
  const hostIPs = [...nodeAddresses(node).values()];
  const ips = pod.status?.podIP ? [] : pod.spec.hostNetwork ? hostIPs : addresses.take(pod, node);
  if (!ips) return notStarted;
  hostPorts.take(nodeName, pod.spec);
  const given = isOurs(pod.status) ? { ...pod, status: {} } : pod;
  return runningStatus(given, ips, hostIPs, (port) => isTargeted(state, pod, port));
}

/** True if a Service that picks the pod has this number for its TCP target. */
function isTargeted(state: State, pod: Pod, port: number): boolean {
  const services = servicesSelecting(state.objects, refOf(pod).namespace, pod.metadata.labels);
  return services.some(({ object: { spec } }) =>
    (spec.ports ?? []).some(({ targetPort, protocol }) => targetPort === port && protocol === 'TCP'),
  );
}

import {
  behaviour,
  manifestOf,
  type Condition,
  type Manifest,
  type Node,
  type Taint,
} from '../../kube/index.ts';
import type { State } from '../state.ts';
import { memoryOf, remember, write } from './edit.ts';
import { isControlPlaneDown, isSilent } from './silent-nodes.ts';

/** One object each, so that the model knows its own taints from recorded ones. */
const keepsOff: Taint = { key: 'node.kubernetes.io/unreachable', effect: 'NoSchedule' };
export const drivesOut: Taint = { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' };
const placeLabels = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone'] as const;
/** Nodes with this label don't count where it is asked how many are lost. */
const uncountedLabel = 'node.kubernetes.io/exclude-disruption';

/** Seconds without a heartbeat after which a node counts as not ready (`node-monitor-grace-period`). */
export function gracePeriod(state: State): number {
  return behaviour('nodeMonitorGraceSeconds', state.cluster.version);
}

/** Notes since when each node is silent. */
export function listenToNodes(state: State): State {
  const before = memoryOf(state).silentSince;
  const deaf = isControlPlaneDown(state);
  const silentSince = new Map<string, number>();
  for (const { object } of state.cluster.nodes) {
    const { name } = object.metadata;
    if (!isSilent(state, name)) continue;
    // A control plane that was down itself starts to count when it is back.
    const counts = !deaf || isMarked(object);
    silentSince.set(name, (counts ? before.get(name) : undefined) ?? state.now);
  }
  const same =
    silentSince.size === before.size && [...before].every(([name, at]) => silentSince.get(name) === at);
  return same ? state : remember(state, { silentSince });
}

function isMarked(node: Node): boolean {
  return node.spec?.taints?.includes(keepsOff) === true;
}

/** The nodes of which the control plane has noticed that they are silent. */
export function lostNodes(state: State): ReadonlySet<string> {
  const { silentSince } = memoryOf(state);
  if (silentSince.size === 0) return nobody;
  const grace = gracePeriod(state);
  return new Set([...silentSince].filter(([, since]) => state.now - since >= grace).map(([name]) => name));
}

const nobody: ReadonlySet<string> = new Set();

/** Sets the Ready condition and the taints of nodes that fell silent or came back (node lifecycle controller). */
export function markNodes(state: State): State {
  const { nodes } = state.cluster;
  const lost = lostNodes(state);
  if (lost.size === 0 && !nodes.some(({ object }) => isMarked(object))) return state;
  const drivingAt = evictingZones(nodes, lost);
  const put: Manifest<Node>[] = [];
  const resumed = new Map(memoryOf(state).resumed);
  for (const node of nodes) {
    const { name } = node.object.metadata;
    const next = marked(node, lost.has(name), drivingAt(node.object));
    if (next === node) continue;
    put.push(next);
    // Pods that were held back have all their time again.
    if (isMarked(node.object) && next.object.spec?.taints?.includes(drivesOut)) resumed.set(name, state.now);
  }
  return put.length === 0 ? state : remember(withNodes(write(state, { put })), { resumed });
}

/** The cluster's nodes are the Node objects, in the cluster's order, new ones last. */
export function withNodes(state: State): State {
  const objects = state.objects.list<Node>('Node');
  const byName = new Map(objects.map((node) => [node.object.metadata.name, node]));
  const known = state.cluster.nodes.flatMap(({ object }) => byName.get(object.metadata.name) ?? []);
  const names = new Set(known.map(({ object }) => object.metadata.name));
  const nodes = [...known, ...objects.filter(({ object }) => !names.has(object.metadata.name))];
  const { cluster } = state;
  const same = nodes.length === cluster.nodes.length && nodes.every((node, i) => node === cluster.nodes[i]);
  return same ? state : { ...state, cluster: { ...cluster, nodes } };
}

function marked(node: Manifest<Node>, lost: boolean, driving: Driving): Manifest<Node> {
  const taints = node.object.spec?.taints ?? [];
  const own = taints.filter((taint) => taint === keepsOff || taint === drivesOut);
  const drives = driving === 'all' || (driving === 'no more' && own.includes(drivesOut));
  const wanted = lost ? (drives ? [keepsOff, drivesOut] : [keepsOff]) : [];
  if (own.length === wanted.length) return node;
  const conditions = node.object.status?.conditions?.filter(({ type }) => type !== 'Ready') ?? [];
  const ready: Condition = lost
    ? { type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown' }
    : { type: 'Ready', status: 'True', reason: 'KubeletReady' };
  return manifestOf(
    {
      ...node.object,
      spec: { ...node.object.spec, taints: [...taints.filter((taint) => !own.includes(taint)), ...wanted] },
      status: { ...node.object.status, conditions: [...conditions, ready] },
    },
    node,
  );
}

/** Which lost nodes drive their pods out: all, those that did so before, or none. */
type Driving = 'all' | 'no more' | 'none';

/**
 * Where lost nodes evict their pods: in a zone of which three nodes or more and at least 55 % are lost no
 * further ones do (zones of up to 50 nodes; larger ones go on slowly), and once no zone has a node left, none does
 * (`handleDisruption` of the node lifecycle controller).
 */
function evictingZones(nodes: readonly Manifest<Node>[], lost: ReadonlySet<string>): (node: Node) => Driving {
  const counted = nodes
    .map(({ object }) => object)
    .filter(({ metadata }) => metadata.labels?.[uncountedLabel] === undefined);
  const zones = [...Map.groupBy(counted, placeOf)].map(([place, members]) => {
    const gone = members.filter(({ metadata }) => lost.has(metadata.name)).length;
    const { length } = members;
    return { place, length, isEmpty: gone === length, isDisrupted: gone > 2 && gone / length >= 0.55 };
  });
  if (zones.length > 0 && zones.every(({ isEmpty }) => isEmpty)) return () => 'none';
  const small = zones.filter((zone) => zone.isDisrupted && !zone.isEmpty && zone.length <= 50);
  const disrupted = new Set(small.map(({ place }) => place));
  return (node) => (disrupted.has(placeOf(node)) ? 'no more' : 'all');
}

/** Region and zone together (`GetZoneKey`). */
function placeOf({ metadata }: Node): string {
  return placeLabels.map((label) => metadata.labels?.[label] ?? '').join('\0');
}

import type { Client } from '../../../flow/index.ts';
import type { Node, Pod } from '../../../kube/index.ts';
import { proberIn, type ProberCommand } from '../probe/prober-session.ts';
import type { Batch } from '../programs/protocol.ts';
import { controlPort } from '../rewrite/stand-in.ts';
import type { Sight } from './look.ts';
import type { Scenario } from './scenario.ts';

/** A place to ask from, and what a client there must always reach. */
export interface Spot {
  readonly place: string;
  readonly command: ProberCommand;
  readonly controls: Batch['controls'];
  /** The source address that questions bind, where that is not left to the kernel. */
  readonly source?: string;
  /** True where no DNS server can be reached because the scenario cut the way. */
  readonly cutOff?: boolean;
}

/** Where a client is, or why it can't be asked. */
export async function spotOf(
  scenario: Scenario,
  sight: Sight,
  client: Client,
): Promise<Spot | { readonly reason: string }> {
  if ('pod' in client) return podSpot(scenario, sight, client.pod);
  if ('host' in client) return hostSpot(scenario, sight, client.host);
  return outsideSpot(scenario, sight, client.outside, client.via);
}

function podSpot(scenario: Scenario, sight: Sight, name: string): Spot | { readonly reason: string } {
  const { world, live } = scenario;
  const [first = '', second] = name.split('/');
  const [namespace, own] = second === undefined ? ['default', first] : [first, second];
  const real = world.realNamespace(namespace);
  const pod = sight.snapshot
    .of('pods')
    .find(({ metadata }) => metadata.namespace === real && metadata.name === own);
  if (!pod) return { reason: `there is no pod ${namespace}/${own} in the cluster` };
  if (pod.status?.phase !== 'Running') {
    return { reason: `pod ${namespace}/${own} does not run: ${pod.status?.phase ?? 'no status'}` };
  }
  return onNode(scenario, sight, pod, {
    place: `pod ${real}/${own}`,
    command: proberIn(live.kubectl, real, own, pod.spec.containers[0]?.name ?? ''),
    controls: sight.apiEndpoints,
  });
}

async function hostSpot(
  scenario: Scenario,
  sight: Sight,
  node: string,
): Promise<Spot | { readonly reason: string }> {
  const { world, live } = scenario;
  const real = world.realNode(node);
  if (!sight.nodes.some(({ metadata }) => metadata.name === real)) {
    return { reason: `the cluster has no node ${node}` };
  }
  if (scenario.silentNodes.has(real) && !scenario.cutOffNodes.has(real)) {
    return { reason: `node ${node} is stopped` };
  }
  const host = (await live.hosts()).get(real);
  if (!host) return { reason: `no prober runs on node ${node}` };
  const spot = { place: `host ${real}`, command: host.command, controls: sight.apiEndpoints };
  if (!scenario.cutOffNodes.has(real) || !live.machines) return spot;
  return {
    place: `host ${real} cut off`,
    command: live.machines.proberIn(real, host.containerId),
    controls: [{ host: '127.0.0.1', port: kubeletPort }],
    cutOff: true,
  };
}

/** Every kubelet listens there, on all addresses of its node. */
const kubeletPort = 10250;

/** A client on a node that is cut off is asked by a way that needs no network, and reaches itself at least. */
function onNode(
  { cutOffNodes, silentNodes, live }: Scenario,
  _: Sight,
  pod: Pod,
  spot: Spot,
): Spot | { readonly reason: string } {
  const node = pod.spec.nodeName ?? '';
  if (!cutOffNodes.has(node)) {
    return silentNodes.has(node) ? { reason: `node ${node} of the client is stopped` } : spot;
  }
  const [status] = (pod.status?.containerStatuses ?? []) as readonly { readonly containerID?: string }[];
  const containerId = status?.containerID?.replace(/^\w+:\/\//, '');
  if (!live.machines || containerId === undefined) return { reason: `node ${node} of the client is cut off` };
  return {
    place: `${spot.place} cut off`,
    command: live.machines.proberIn(node, containerId),
    controls: [{ host: '127.0.0.1', port: controlPort }],
    cutOff: true,
  };
}

async function outsideSpot(
  scenario: Scenario,
  sight: Sight,
  address: string,
  via: string | undefined,
): Promise<Spot | { readonly reason: string }> {
  const outside = await scenario.live.outside();
  if ('missing' in outside) return { reason: outside.missing };
  const node = via === undefined ? firstWorker(sight.nodes) : scenario.world.realNode(via);
  if (node === undefined) return { reason: 'the cluster has no node' };
  const { podSubnets, serviceSubnets } = scenario.setting.cluster;
  // Nobody outside knows a way to the cluster's own ranges unless the flow says by which node.
  const hidden = via === undefined ? [...podSubnets, ...serviceSubnets] : [];
  const command = await outside.at(address, node, hidden);
  if ('problem' in command) return { reason: command.problem };
  return {
    place: `outside via ${via ?? 'anywhere'}`,
    command,
    controls: sight.apiEndpoints,
    source: address,
  };
}

/** The first node that is no control plane, in the order that kind numbers them; else the first. */
function firstWorker(nodes: readonly Node[]): string | undefined {
  const names = (list: readonly Node[]): string[] =>
    list.map(({ metadata }) => metadata.name).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const workers = nodes.filter(
    ({ metadata }) => metadata.labels?.['node-role.kubernetes.io/control-plane'] === undefined,
  );
  return names(workers)[0] ?? names(nodes)[0];
}

import type { Client, Flow, Observation } from '../../../flow/index.ts';
import type { EndpointSlice, Node, Pod } from '../../../kube/index.ts';
import { resources } from '../kubectl/resource-paths.ts';
import { AddressBook } from '../probe/address-book.ts';
import { fold, unknown } from '../probe/fold.ts';
import { questionOf } from '../probe/question-of.ts';
import { proberIn, type ProberCommand } from '../probe/prober-session.ts';
import type { Batch, BatchReply, Question } from '../programs/protocol.ts';
import { controlPort } from '../rewrite/rewrite-pod-spec.ts';
import { listNodes, takeSnapshot, type Snapshot } from '../settle/snapshot.ts';
import type { Scenario } from './scenario.ts';

export interface ProbeOptions {
  readonly attempts: number;
  readonly timeoutMs: number;
  /** How long silent flows may be asked again where refusals are held back. */
  readonly repeatBudgetMs: number;
}

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

/** What the API server says at the time of the questions. */
export interface Sight {
  readonly nodes: readonly Node[];
  readonly snapshot: Snapshot;
  readonly apiEndpoints: Batch['controls'];
}

const lookupTimeoutMs = 4000;
const concurrency = 512;

/** Asks all flows, those of one client in one call, all clients at once. */
export async function probeFlows(
  scenario: Scenario,
  flows: readonly Flow[],
  options: ProbeOptions,
): Promise<readonly Observation[]> {
  const sight = await look(scenario);
  const results: Observation[] = Array.from({ length: flows.length });
  const groups = Map.groupBy(flows.keys(), (index) => JSON.stringify(flows[index]?.from));
  await Promise.all(
    [...groups.values()].map(async (indexes) => {
      const own = indexes.map((index) => flows[index] as Flow);
      const answers = await probeFrom(scenario, sight, own, options);
      for (const [at, index] of indexes.entries()) results[index] = answers[at] as Observation;
    }),
  );
  return results;
}

export async function look({ live, made }: Scenario): Promise<Sight> {
  const kinds = ['pods', 'services'] as const;
  const [nodes, own, common, api] = await Promise.all([
    listNodes(live.api),
    takeSnapshot(live.api, [...made], kinds),
    takeSnapshot(live.api, ['default'], ['services']),
    live.api.list<EndpointSlice>(resources.slices, 'default', 'kubernetes.io/service-name=kubernetes'),
  ]);
  const merged = own.with('services', common.of('services'));
  const apiEndpoints = api.flatMap(({ endpoints, ports }) =>
    (endpoints ?? []).flatMap(({ addresses }) =>
      addresses.flatMap((host) =>
        (ports ?? []).flatMap(({ port }) => (port === undefined ? [] : [{ host, port }])),
      ),
    ),
  );
  return { nodes, snapshot: merged, apiEndpoints };
}

async function probeFrom(
  scenario: Scenario,
  sight: Sight,
  flows: readonly Flow[],
  options: ProbeOptions,
): Promise<readonly Observation[]> {
  const { attempts } = options;
  const all = (reason: string): readonly Observation[] =>
    flows.map((flow) => unknown(flow, attempts, reason));
  const [first] = flows;
  if (!first) return [];
  const spot = await spotOf(scenario, sight, first.from);
  if ('reason' in spot) return all(spot.reason);
  const directory = {
    names: scenario.world,
    nodes: sight.nodes,
    services: sight.snapshot.of('services'),
    pods: sight.snapshot.of('pods'),
  };
  const asked = flows.map((flow, index) => questionOf(flow, attempts, String(index), directory));
  const questions = asked.flatMap((question): Question[] =>
    'reason' in question ? [] : [spot.source === undefined ? question : { source: spot.source, ...question }],
  );
  const reply =
    questions.length === 0
      ? nothing
      : await scenario.probers.batch(spot.place, spot.command, {
          timeoutMs: options.timeoutMs,
          lookupTimeoutMs,
          concurrency,
          limited: scenario.live.refusalsLimited,
          repeatBudgetMs: options.repeatBudgetMs,
          questions,
          controls: spot.controls,
        });
  if ('silence' in reply) return all(`the client could not be asked: ${reply.silence}`);
  const addresses = new AddressBook(sight.nodes, sight.snapshot.of('pods'));
  const replies = new Map(reply.replies.map((one) => [one.id, one]));
  return flows.map((flow, index) => {
    const question = asked[index];
    const own = replies.get(String(index));
    if (!question || 'reason' in question) return unknown(flow, attempts, question?.reason ?? 'not asked');
    if (!own) return unknown(flow, attempts, 'the prober left it out');
    return fold(flow, own, {
      names: scenario.world,
      addresses,
      dnsDown: scenario.dnsDown || spot.cutOff === true,
      controlled: isControlled(reply),
      limited: scenario.live.refusalsLimited,
      port: question.port,
    });
  });
}

const nothing: BatchReply = { id: '', replies: [], controls: [], end: { replies: 0, attempts: 0 } };

/** True if the client reached anything at all in this batch. */
function isControlled(reply: BatchReply): boolean {
  return (
    reply.controls.some(({ reached }) => reached) ||
    reply.replies.some(({ attempts }) => attempts.some(({ outcome }) => outcome === 'reached'))
  );
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

import { ClusterError } from '../../../errors/index.ts';
import type { Node } from '../../../kube/index.ts';
import type { Machines } from '../live-cluster.ts';
import { resources } from '../kubectl/resource-paths.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { settle } from '../scenario/settle.ts';
import { inSeconds, until } from '../tools/until.ts';
import { awaitProxy } from './await-proxy.ts';

/** How long the node controller waits before it believes that a node is gone: 50 s from 1.32 on, 40 before. */
const graceSeconds = 50;
/** The longest that this and what follows of it may take. */
const silenceSeconds = 120;

/** Nobody notices at first: its pods are called ready until the node controller has waited long enough. */
export async function stopNode(scenario: Scenario, node: string): Promise<void> {
  const machines = machinesOf(scenario, `stop node ${node}`);
  const real = realNode(scenario, node);
  await scenario.breaks(`node ${node} stopped`, () => startAgain(scenario, machines, real));
  // Sessions with pods on it would hang until their deadline.
  await scenario.probers.close();
  await machines.stop(real);
  scenario.silentNodes.add(real);
}

/** Time passes as far as a cluster waits for it: until silent nodes are noticed. */
export async function passTime(scenario: Scenario, seconds: number): Promise<void> {
  const { silentNodes, noticed } = scenario;
  const unnoticed = [...silentNodes].filter((node) => !noticed.has(node));
  if (unnoticed.length === 0 || seconds < graceSeconds) {
    throw new ClusterError({
      what: `${seconds} s can not be made to pass on a real cluster`,
      ...(unnoticed.length > 0 && { expected: `${graceSeconds} s or more, until a silent node is noticed` }),
      hint: 'tag the scenario @model-only and say why',
    });
  }
  await Promise.all(unnoticed.map((node) => waitForNode(scenario, node, false)));
  for (const node of unnoticed) noticed.add(node);
  await settle(scenario, silenceSeconds);
}

export async function startNode(scenario: Scenario, node: string): Promise<void> {
  const machines = machinesOf(scenario, `start node ${node}`);
  await startAgain(scenario, machines, realNode(scenario, node));
  await settle(scenario, silenceSeconds);
}

async function startAgain(scenario: Scenario, machines: Machines, real: string): Promise<void> {
  if (!scenario.silentNodes.has(real)) return;
  await backAgain(scenario, real, () => machines.start(real));
}

/** A node that nobody missed is still called ready: it is back once its kubelet has said something. */
async function backAgain(scenario: Scenario, real: string, repair: () => Promise<unknown>): Promise<void> {
  const last = await heartbeatOf(scenario, real);
  await repair();
  scenario.silentNodes.delete(real);
  scenario.noticed.delete(real);
  const heard = async (): Promise<true | undefined> =>
    (await heartbeatOf(scenario, real)) === last ? undefined : true;
  await until(heard, { deadline: inSeconds(silenceSeconds), everyMs: 250 });
  await waitForNode(scenario, real, true);
}

async function heartbeatOf({ live }: Scenario, real: string): Promise<string | undefined> {
  const path = `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${real}`;
  const lease = await live.api.call<{ readonly spec?: { readonly renewTime?: string } }>('GET', path);
  return lease.spec?.renewTime;
}

/**
 * Whatever arrives at the node is dropped, so nothing it sends is ever answered. What leaves is let
 * go: dropped on the way out, the kernel would tell the sender, and no cut cable does that.
 */
const cut = (action: '-I' | '-D'): readonly string[] => [
  'sh',
  '-c',
  ['iptables', 'ip6tables']
    .map(
      (program) => `${program} -w -t raw ${action} PREROUTING -i eth0 -m comment --comment reachform -j DROP`,
    )
    .join(' ; '),
];

export async function cutOffNode(scenario: Scenario, node: string): Promise<void> {
  const machines = machinesOf(scenario, `cut off node ${node}`);
  const real = realNode(scenario, node);
  await awaitProxy(scenario, machines, real);
  await forgetProbersOn(scenario, real);
  await scenario.breaks(`node ${node} cut off`, () => joinAgain(scenario, machines, real));
  scenario.cutOffNodes.add(real);
  scenario.silentNodes.add(real);
  await mustRun(machines, real, [...cut('-I').slice(0, 2), firstMustWork(cut('-I')[2] ?? '')]);
}

export async function reconnectNode(scenario: Scenario, node: string): Promise<void> {
  const machines = machinesOf(scenario, `reconnect node ${node}`);
  await joinAgain(scenario, machines, realNode(scenario, node));
  await settle(scenario, silenceSeconds);
}

async function joinAgain(scenario: Scenario, machines: Machines, real: string): Promise<void> {
  if (!scenario.cutOffNodes.has(real)) return;
  await backAgain(scenario, real, () => machines.run(real, cut('-D')));
  scenario.cutOffNodes.delete(real);
}

/** A node without IPv6 rules is cut off all the same. */
function firstMustWork(script: string): string {
  return script.replace(' ; ', ' && { ').concat(' || true; }');
}

/** Stopped in its tracks: its rules stay as they are. */
export async function stopProxy(scenario: Scenario, node: string): Promise<void> {
  const machines = machinesOf(scenario, `stop kube-proxy on node ${node}`);
  const real = realNode(scenario, node);
  await awaitProxy(scenario, machines, real);
  await scenario.breaks(`kube-proxy stopped on node ${node}`, () => machines.run(real, signal('CONT')));
  await mustRun(machines, real, signal('STOP'));
  scenario.stoppedProxies.add(real);
}

export async function startProxy(scenario: Scenario, node: string): Promise<void> {
  const machines = machinesOf(scenario, `start kube-proxy on node ${node}`);
  const real = realNode(scenario, node);
  await mustRun(machines, real, signal('CONT'));
  scenario.stoppedProxies.delete(real);
}

function signal(name: 'STOP' | 'CONT'): readonly string[] {
  return ['pkill', `-${name}`, '-x', 'kube-proxy'];
}

async function mustRun(machines: Machines, node: string, command: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await machines.run(node, command);
  if (exitCode === 0) return;
  throw new ClusterError({
    what: `a command on node ${node} failed with exit code ${exitCode}`,
    found: stderr.trim() === '' ? command.join(' ') : stderr.trim(),
  });
}

function machinesOf({ live }: Scenario, what: string): Machines {
  if (live.machines) return live.machines;
  throw new ClusterError({
    what: `can not ${what}: the machines of ${live.name} are not ours`,
    expected: 'a kind cluster of our own',
    hint: 'run this scenario with --on kind or --on model',
  });
}

function realNode({ world, live }: Scenario, node: string): string {
  const real = world.realNode(node);
  if ([...live.nodes.values()].includes(real)) return real;
  throw new ClusterError({
    what: `the cluster has no node ${node}`,
    found: [...live.nodes.keys()].sort().join(', '),
  });
}

async function forgetProbersOn({ probers }: Scenario, _node: string): Promise<void> {
  // Sessions through a cut cable would hang until their deadline.
  await probers.close();
}

async function waitForNode({ live }: Scenario, real: string, ready: boolean): Promise<void> {
  const done = await until(
    async () => {
      const node = await live.api.get<Node>(resources.nodes, undefined, real);
      const now = node.status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
      return now === ready ? true : undefined;
    },
    { deadline: inSeconds(silenceSeconds), everyMs: 250 },
  );
  if (done) return;
  throw new ClusterError({ what: `node ${real} did not become ${ready ? 'Ready' : 'NotReady'} in time` });
}

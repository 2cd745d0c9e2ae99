import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClusterError } from '../../../errors/index.ts';
import { Api } from '../kubectl/api.ts';
import { openApiProxy, type ApiProxy } from '../kubectl/api-proxy.ts';
import { unlessMissing } from '../kubectl/api-error.ts';
import { Kubectl } from '../kubectl/kubectl.ts';
import { resources } from '../kubectl/resource-paths.ts';
import { during } from '../progress.ts';
import { listNodes } from '../settle/snapshot.ts';
import { runTool } from '../tools/run-tool.ts';
import { inSeconds, until } from '../tools/until.ts';
import { withLock } from '../tools/with-lock.ts';
import { recall, remember } from './kind-memory.ts';
import type { ClusterPlan } from './cluster-plan.ts';
import { startTimes, tryDocker } from './docker.ts';
import type { KindOptions } from './kind-options.ts';
import { clusterLabel, outsideName } from './outside.ts';

/** An open door to a kind cluster that runs. */
export interface KindDoor {
  readonly kubectl: Kubectl;
  readonly api: Api;
  close(): Promise<void>;
}

/** A running cluster that fits the plan: a warm one if there is one that answers, else a new one. */
export async function upCluster(plan: ClusterPlan, options: KindOptions): Promise<KindDoor> {
  // Another process must not take a cluster that is being made for a broken one.
  return withLock(plan.name, () => findOrCreate(plan, options));
}

async function findOrCreate(plan: ClusterPlan, options: KindOptions): Promise<KindDoor> {
  const { progress } = options;
  if ((await clusterNames()).includes(plan.name)) {
    const why = options.fresh ? 'a fresh one is asked for' : undefined;
    const warm = why === undefined ? await openWarm(plan) : why;
    if (typeof warm !== 'string') return warm;
    progress({ step: `cluster ${plan.name} is made anew: ${warm}`, state: 'note' });
    await during(progress, `delete cluster ${plan.name}`, () => deleteCluster(plan.name));
  }
  await during(progress, `create cluster ${plan.name}`, () => createCluster(plan, options));
  const door = await openDoor(plan.name);
  await during(progress, 'wait for its nodes and its DNS', () => waitUntilUsable(door.api, 180));
  await remember(door.api, plan);
  return door;
}

export async function clusterNames(): Promise<readonly string[]> {
  const text = await runTool('kind', ['get', 'clusters', '--quiet']);
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Nodes, the container that asks from outside, and servers there. */
export async function deleteCluster(name: string): Promise<void> {
  const own = await tryDocker(['ps', '--all', '--quiet', '--filter', `label=${clusterLabel}=${name}`]);
  await tryDocker([
    'rm',
    '--force',
    '--volumes',
    outsideName(name),
    ...own.stdout.split('\n').filter(Boolean),
  ]);
  const folder = await mkdtemp(join(tmpdir(), 'reachform-'));
  try {
    // Without a kubeconfig of its own kind would edit the user's.
    await runTool('kind', ['delete', 'cluster', '--name', name, '--kubeconfig', join(folder, 'kubeconfig')]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function openDoor(name: string): Promise<KindDoor> {
  const folder = await mkdtemp(join(tmpdir(), 'reachform-'));
  const file = join(folder, 'kubeconfig');
  let proxy: ApiProxy | undefined;
  try {
    await writeFile(file, await runTool('kind', ['get', 'kubeconfig', '--name', name]), { mode: 0o600 });
    const kubectl = new Kubectl({ file });
    proxy = await openApiProxy(kubectl);
    const { socket } = proxy;
    const api = new Api(socket);
    const close = async (): Promise<void> => {
      api.close();
      await proxy?.close();
      await rm(folder, { recursive: true, force: true });
    };
    return { kubectl, api, close };
  } catch (error) {
    await proxy?.close();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The door, or why this cluster is no good any more. */
async function openWarm(plan: ClusterPlan): Promise<KindDoor | string> {
  let door: KindDoor;
  try {
    door = await openDoor(plan.name);
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    return 'it can not be opened';
  }
  const why = await faultOf(door.api, plan).catch(() => 'its API server does not answer');
  if (why === undefined) return door;
  await door.close();
  return why;
}

async function faultOf(api: Api, plan: ClusterPlan): Promise<string | undefined> {
  await api.call('GET', '/readyz', { timeoutMs: 5000 });
  const memory = await recall(api);
  if (memory?.fingerprint !== plan.fingerprint) return 'it was not made from this config and node image';
  if (memory.damage.length > 0) return `an earlier run left it broken: ${memory.damage.join(', ')}`;
  const now = await startTimes(Object.keys(memory.started));
  const restarted = Object.entries(memory.started).filter(([node, started]) => now.get(node) !== started);
  if (restarted.length > 0) {
    return `the Docker daemon or its nodes were restarted since (${restarted.map(([node]) => node).join(', ')})`;
  }
  return (await isUsable(api))
    ? undefined
    : waitUntilUsable(api, 15).then(notYet, () => 'its nodes are not Ready');
}

function notYet(): undefined {
  return undefined;
}

async function createCluster(plan: ClusterPlan, options: KindOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'reachform-'));
  try {
    const image = options.nodeImage === undefined ? [] : ['--image', options.nodeImage];
    const args = ['create', 'cluster', '--name', plan.name, '--config', '-', ...image];
    await runTool('kind', [...args, '--kubeconfig', join(folder, 'kubeconfig'), '--quiet'], {
      input: plan.config,
      timeoutMs: 600_000,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function waitUntilUsable(api: Api, seconds: number): Promise<void> {
  const usable = await until(async () => ((await isUsable(api)) ? true : undefined), {
    deadline: inSeconds(seconds),
    everyMs: 250,
  });
  if (usable) return;
  throw new ClusterError({
    what: `the cluster was not usable after ${seconds} s`,
    expected: 'all nodes Ready, CoreDNS and kube-proxy running',
    hint: 'look at its nodes and at the pods of namespace kube-system, or make it anew with --fresh',
  });
}

interface Counted {
  readonly status?: {
    readonly availableReplicas?: number;
    readonly numberReady?: number;
    readonly desiredNumberScheduled?: number;
  };
  readonly spec?: { readonly replicas?: number };
}

async function isUsable(api: Api): Promise<boolean> {
  const [nodes, dns, proxy] = await Promise.all([
    listNodes(api),
    unlessMissing(api.get(resources.deployments, 'kube-system', 'coredns')),
    unlessMissing(api.get(resources.daemonSets, 'kube-system', 'kube-proxy')),
  ]);
  const { spec, status } = (dns ?? {}) as Counted;
  const { status: proxies } = (proxy ?? {}) as Counted;
  const ready = nodes.every((node) =>
    node.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True'),
  );
  // A cluster without kube-proxy is made so on purpose.
  const served = !proxy || (proxies?.numberReady ?? 0) >= Math.max(1, proxies?.desiredNumberScheduled ?? 0);
  return nodes.length > 0 && ready && served && (status?.availableReplicas ?? 0) >= (spec?.replicas ?? 1);
}

import { randomBytes } from 'node:crypto';
import type { LiveCluster } from '../live-cluster.ts';
import { programTexts } from '../programs/program-texts.ts';
import type { StandIn } from '../rewrite/stand-in.ts';
import { during } from '../progress.ts';
import { listNodes } from '../settle/snapshot.ts';
import { Once } from '../tools/once.ts';
import { findHostProbers, hostProbers } from '../system/host-probers.ts';
import { programsConfigMap, programsName } from '../system/programs-config-map.ts';
import { systemNamespace } from '../system/system-namespace.ts';
import type { ClusterPlan } from './cluster-plan.ts';
import { loadMissing } from './images.ts';
import { upCluster } from './kind-lifecycle.ts';
import { noteDamage, remember } from './kind-memory.ts';
import { kindMachines, liftLimits } from './kind-machines.ts';
import type { KindOptions } from './kind-options.ts';
import { openOutside } from './outside.ts';
import { serveOutside } from './outside-server.ts';

/** Makes or finds a kind cluster and prepares it for scenarios. */
export async function openKindCluster(plan: ClusterPlan, options: KindOptions): Promise<LiveCluster> {
  const { progress, standInImage } = options;
  const programs = await programTexts();
  const standIn: StandIn = { image: standInImage, programs: programsName(programs), restricted: false };
  const door = await upCluster(plan, options);
  const { api, kubectl } = door;
  const nodes = (await listNodes(api)).map(({ metadata }) => metadata.name).sort();
  await Promise.all([
    during(progress, `see that all nodes have ${standInImage}`, () =>
      loadMissing(plan.name, nodes, standInImage),
    ),
    liftLimits(nodes),
    api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: systemNamespace } }),
  ]);
  await api.apply(programsConfigMap(standIn.programs, systemNamespace, programs));
  await api.apply(hostProbers(systemNamespace, standIn) as never);
  const hosts = new Once(() => findHostProbers(api, kubectl, systemNamespace, standIn.programs, nodes));
  const place = {
    cluster: plan.name,
    network: options.network,
    image: standInImage,
    programs,
    programsName: standIn.programs,
    nodes,
  };
  const outside = new Once(() => openOutside(place));
  return {
    name: 'kind',
    run: runId(),
    opened: { next: 0 },
    kubectl,
    api,
    nodes: new Map(nodes.map((node) => [shortName(node, plan.name), node])),
    dnsDomain: dnsDomainOf(plan.config),
    standIn,
    programs,
    refusalsLimited: false,
    machines: kindMachines(async () => {
      // Its containers are new ones.
      hosts.forget();
      await remember(api, plan);
    }),
    damage: (what) => noteDamage(api, what),
    hosts: () => hosts.get(),
    outside: () => outside.get(),
    serveOutside: (server) => serveOutside(server, place),
    close: () => door.close(),
  };
}

/** kind's name of a node, less the cluster's. */
export function shortName(node: string, cluster: string): string {
  return node.startsWith(`${cluster}-`) ? node.slice(cluster.length + 1) : node;
}

/** Five letters and digits. */
export function runId(): string {
  return BigInt(`0x${randomBytes(8).toString('hex')}`)
    .toString(36)
    .slice(-5);
}

function dnsDomainOf(config: string): string {
  return /^\s*dnsDomain:\s*["']?([\w.-]+)/m.exec(config)?.[1] ?? 'cluster.local';
}

import { readFile } from 'node:fs/promises';
import { ClusterError } from '../../../errors/index.ts';
import { clusterFromNodes, manifestOf, type Cluster, type KubeObject } from '../../../kube/index.ts';
import { Api } from '../kubectl/api.ts';
import { openApiProxy } from '../kubectl/api-proxy.ts';
import { unlessMissing } from '../kubectl/api-error.ts';
import { Kubectl } from '../kubectl/kubectl.ts';
import { resourcePath, resources } from '../kubectl/resource-paths.ts';
import { runId } from '../kind/kind-cluster.ts';
import { systemNamespace } from '../kind/kind-lifecycle.ts';
import { labels, type HostProber, type LiveCluster } from '../live-cluster.ts';
import { programTexts } from '../programs/program-texts.ts';
import { during } from '../progress.ts';
import type { StandIn } from '../rewrite/rewrite-pod-spec.ts';
import { listNodes } from '../settle/snapshot.ts';
import { findHostProbers, hostProbers } from '../system/host-probers.ts';
import { programsConfigMap, programsName } from '../system/programs-config-map.ts';
import { askPermissions, type Denied } from './ask-permissions.ts';
import type { ContextOptions } from './context-options.ts';
import { hasLoadBalancer } from './has-load-balancer.ts';
import { scenarioNodeNames } from './node-names.ts';
import type { Abilities } from './why-not.ts';

/** A cluster that somebody else made, and what scenarios can ask of it. */
export interface ContextCluster extends LiveCluster {
  readonly abilities: Abilities;
}

/** How long a provider may take to give a probe Service its address. */
const providerSeconds = 20;

/** Opens a cluster by a context of the user's kubeconfig. Makes nothing there but a namespace of ours. */
export async function openContext(options: ContextOptions): Promise<ContextCluster> {
  const { context, progress, standInImage } = options;
  const name = `context:${context}`;
  const kubectl = new Kubectl({ context });
  await kubectl.run(['config', 'get-contexts', context, '-o', 'name']);
  const proxy = await openApiProxy(kubectl);
  const api = new Api(proxy.socket);
  try {
    const denied = await during(progress, `${name}: ask what we may do`, () => askPermissions(api));
    refuseWithout(name, denied);
    for (const { permission, words } of denied) {
      progress({ step: `${name}: not allowed to ${words}: no ${permission.optionalFor}`, state: 'note' });
    }
    const programs = await programTexts();
    const standIn: StandIn = { image: standInImage, programs: programsName(programs), restricted: true };
    const run = runId();
    await makeSystemNamespace(api, run);
    await api.apply(programsConfigMap(standIn.programs, systemNamespace, programs));
    const cluster = await describe(api);
    const real = (await listNodes(api)).map(({ metadata }) => metadata.name);
    const hosts = await hostsOf(api, kubectl, standIn, real);
    if (hosts.size === 0) {
      progress({ step: `${name}: pods on a node's network are refused: no hosts as clients`, state: 'note' });
    }
    if (options.loadBalancerManifest !== undefined) await install(kubectl, options.loadBalancerManifest);
    let provider: Promise<boolean> | undefined;
    const nodes = scenarioNodeNames(await listNodes(api));
    return {
      name,
      run,
      opened: { next: 0 },
      kubectl,
      api,
      nodes,
      dnsDomain: cluster.dnsDomain,
      standIn,
      programs,
      refusalsLimited: true,
      describes: cluster,
      hosts: () => Promise.resolve(hosts),
      outside: () =>
        Promise.resolve({ missing: 'nobody can be asked from outside of a cluster that is not ours' }),
      abilities: {
        cluster,
        nodes: new Set(nodes.keys()),
        hosts: hosts.size > 0,
        ingressClasses: await ingressClasses(api),
        loadBalancer: () => (provider ??= hasLoadBalancer(api, systemNamespace, providerSeconds)),
      },
      close: async () => {
        if (!options.keep)
          await unlessMissing(api.delete(resourcePath(resources.namespaces, undefined, systemNamespace)));
        api.close();
        await proxy.close();
      },
    };
  } catch (error) {
    api.close();
    await proxy.close();
    throw error;
  }
}

/** Everything that is missing at once, with what to apply. */
function refuseWithout(name: string, denied: readonly Denied[]): void {
  const needed = denied.filter(({ permission }) => permission.optionalFor === undefined);
  if (needed.length === 0) return;
  throw new ClusterError({
    what: `${name} does not let us run scenarios`,
    found: `not allowed to ${needed.map(({ words }) => words).join(', ')}`,
    expected: 'the roles of docs/rbac.yaml',
    hint: 'let somebody who may apply docs/rbac.yaml and bind its roles to you',
  });
}

async function makeSystemNamespace(api: Api, run: string): Promise<void> {
  const level = 'pod-security.kubernetes.io/enforce';
  await api.apply({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: systemNamespace, labels: { [labels.run]: run, [level]: 'privileged' } },
  });
}

/** What the cluster is, from what it tells of itself. */
async function describe(api: Api): Promise<Cluster> {
  const readable = async (ask: Promise<KubeObject>): Promise<readonly KubeObject[]> => {
    try {
      return [await ask];
    } catch {
      // Not there, or not for us: then the usual settings are taken.
      return [];
    }
  };
  const [nodes, proxy, kubeadm, own] = await Promise.all([
    listNodes(api),
    readable(api.get(resources.configMaps, 'kube-system', 'kube-proxy')),
    readable(api.get(resources.configMaps, 'kube-system', 'kubeadm-config')),
    readable(api.get(resources.services, 'default', 'kubernetes')),
  ]);
  const cluster = clusterFromNodes(
    [...nodes, ...proxy, ...kubeadm, ...own].map((object) => manifestOf(object)),
  );
  if (!cluster) throw new ClusterError({ what: 'the cluster has no nodes' });
  return cluster;
}

/** None where admission refuses pods on the network of a node. */
async function hostsOf(
  api: Api,
  kubectl: Kubectl,
  standIn: StandIn,
  nodes: readonly string[],
): Promise<ReadonlyMap<string, HostProber>> {
  try {
    await api.apply(hostProbers(systemNamespace, { ...standIn, restricted: false }) as KubeObject);
    return await findHostProbers(api, kubectl, systemNamespace, standIn.programs, nodes);
  } catch {
    return new Map();
  }
}

async function ingressClasses(api: Api): Promise<readonly string[]> {
  try {
    return (await api.list(resources.ingressClasses)).map(({ metadata }) => metadata.name).sort();
  } catch {
    return [];
  }
}

/** A provider brings its own webhooks and roles: this is for a user who may install them. */
async function install(kubectl: Kubectl, file: string): Promise<void> {
  await kubectl.run(['apply', '--server-side', '-f', '-'], { input: await readFile(file, 'utf8') });
}

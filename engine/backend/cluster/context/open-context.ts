import { ClusterError } from '../../../errors/index.ts';
import { ApiError, unlessMissing } from '../kubectl/api-error.ts';
import { openApiProxy } from '../kubectl/api-proxy.ts';
import { Api } from '../kubectl/api.ts';
import { Kubectl } from '../kubectl/kubectl.ts';
import { resourcePath, resources } from '../kubectl/resource-paths.ts';
import { runId } from '../kind/kind-cluster.ts';
import type { HostProber, LiveCluster } from '../live-cluster.ts';
import { programTexts } from '../programs/program-texts.ts';
import { during } from '../progress.ts';
import type { StandIn } from '../rewrite/stand-in.ts';
import { listNodes } from '../settle/snapshot.ts';
import { installLoadBalancer } from '../system/install-load-balancer.ts';
import { programsName } from '../system/programs-config-map.ts';
import { Once } from '../tools/once.ts';
import { askPermissions } from './ask-permissions.ts';
import type { ContextOptions } from './context-options.ts';
import { describeCluster, ingressClasses } from './describe-cluster.ts';
import { mustHaveContext } from './find-context.ts';
import { hasLoadBalancer } from './has-load-balancer.ts';
import { makeSystemNamespace, startHostProbers, whyNoHosts } from './host-access.ts';
import { scenarioNodeNames } from './node-names.ts';
import { notesOfMissing, refuseWithout } from './refuse-without.ts';
import type { Abilities } from './why-not.ts';

/** A cluster that somebody else made, and what scenarios can ask of it. */
export interface ContextCluster extends LiveCluster {
  readonly abilities: Abilities;
}

/** How long a provider may take to give a probe Service its address. */
const providerSeconds = 20;

/** Opens a cluster by a context of the user's kubeconfig. Makes nothing there but a namespace of ours. */
export async function openContext(options: ContextOptions): Promise<ContextCluster> {
  await mustHaveContext(options.context);
  const kubectl = new Kubectl({ context: options.context });
  const proxy = await openApiProxy(kubectl);
  const api = new Api(proxy.socket);
  const close = async (): Promise<void> => {
    api.close();
    await proxy.close();
  };
  try {
    return await openApi(options, kubectl, api, close);
  } catch (error) {
    await close();
    if (!(error instanceof ApiError)) throw error;
    throw new ClusterError(
      { what: `context:${options.context} can not be used`, found: error.message },
      { cause: error },
    );
  }
}

async function openApi(
  options: ContextOptions,
  kubectl: Kubectl,
  api: Api,
  closeDoor: () => Promise<void>,
): Promise<ContextCluster> {
  const { context, progress, standInImage } = options;
  const name = `context:${context}`;
  const note = (step: string): void => progress({ step: `${name}: ${step}`, state: 'note' });
  const denied = await during(progress, `${name}: ask what we may do`, () => askPermissions(api));
  refuseWithout(name, denied);
  for (const line of notesOfMissing(denied)) note(line);

  const programs = await programTexts();
  const standIn: StandIn = { image: standInImage, programs: programsName(programs), restricted: true };
  const onHosts: StandIn = { ...standIn, restricted: false };
  const cluster = await describeCluster(api);
  const nodes = scenarioNodeNames(await listNodes(api));

  const run = runId();
  const own = `reachform-system-${run}`;
  await makeSystemNamespace(api, own, run);
  const noHosts = await whyNoHosts(api, own, onHosts);
  if (noHosts !== undefined) note(`nodes can not be clients: ${noHosts}`);
  let hosts: Promise<ReadonlyMap<string, HostProber>> | undefined;
  const balanced = new Once(() => hasLoadBalancer(api, own, providerSeconds));
  const provided = new Once(async () => {
    const { loadBalancer } = options;
    if ((await balanced.get()) || !loadBalancer) return balanced.get();
    await installLoadBalancer(api, kubectl, loadBalancer, progress);
    balanced.forget();
    return balanced.get();
  });
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
    hosts: () =>
      (hosts ??=
        noHosts === undefined
          ? startHostProbers(api, kubectl, own, onHosts, programs)
          : Promise.resolve(new Map())),
    outside: () =>
      Promise.resolve({ missing: 'nobody can be asked from outside of a cluster that is not ours' }),
    abilities: {
      cluster,
      nodes: new Set(nodes.keys()),
      hosts: noHosts === undefined,
      denied: new Set(denied.map(({ permission }) => permission.resource)),
      ingressClasses: await ingressClasses(api),
      loadBalancer: () => balanced.get(),
      providedLoadBalancer: () => provided.get(),
    },
    close: async () => {
      if (!options.keep) await unlessMissing(api.delete(resourcePath(resources.namespaces, undefined, own)));
      await closeDoor();
    },
  };
}

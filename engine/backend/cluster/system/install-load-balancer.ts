import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import { ClusterError, UserError } from '../../../errors/index.ts';
import type { KubeObject } from '../../../kube/index.ts';
import type { Api } from '../kubectl/api.ts';
import { unlessMissing } from '../kubectl/api-error.ts';
import type { Kubectl } from '../kubectl/kubectl.ts';
import { during, type Progress } from '../progress.ts';
import { inSeconds, until } from '../tools/until.ts';

/** A provider of addresses for load balancers, as its maker publishes it. */
export interface LoadBalancerInstall {
  /** A file with its manifests. */
  readonly manifest: string;
  /** A file with the addresses that it may give, in its own kinds. */
  readonly pool?: string | undefined;
  /** Its image, where nodes can't pull it themselves. */
  readonly image?: string | undefined;
}

/** What the command line or else the environment says of a provider to install. */
export function loadBalancerInstall(
  env: Readonly<Record<string, string | undefined>>,
  manifest: string | undefined = env['REACHFORM_LOADBALANCER_MANIFEST'],
): LoadBalancerInstall | undefined {
  if (!manifest) return undefined;
  return {
    manifest,
    pool: env['REACHFORM_LOADBALANCER_POOL'] || undefined,
    image: env['REACHFORM_LOADBALANCER_IMAGE'] || undefined,
  };
}

const seconds = 120;

/** Applies a provider, waits until its workloads run, then gives it its addresses. Does no harm a second time. */
export async function installLoadBalancer(
  api: Api,
  kubectl: Kubectl,
  install: LoadBalancerInstall,
  progress: Progress,
): Promise<void> {
  const manifest = await read(install.manifest);
  const pool = install.pool === undefined ? undefined : await read(install.pool);
  await during(progress, 'install a load balancer', async () => {
    await kubectl.run(['apply', '--server-side', '--force-conflicts', '-f', '-'], { input: manifest });
    const workloads = workloadsOf(manifest);
    const running = await until(() => areRunning(api, workloads), {
      deadline: inSeconds(seconds),
      everyMs: 500,
    });
    if (!running) throw notRunning(install.manifest, workloads);
    if (pool !== undefined) await givePool(kubectl, pool);
  });
}

async function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: Error) => {
    throw new UserError({
      what: `the load balancer's manifest "${file}" can't be read`,
      found: error.message,
    });
  });
}

/** The Deployments and DaemonSets of a manifest. */
export function workloadsOf(text: string): readonly KubeObject[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as KubeObject | null)
    .filter((object) => object !== null)
    .filter(({ kind }) => kind === 'Deployment' || kind === 'DaemonSet');
}

async function areRunning(api: Api, workloads: readonly KubeObject[]): Promise<true | undefined> {
  const found = await Promise.all(
    workloads.map(async (object) => unlessMissing(api.call<Workload>('GET', await api.pathOf(object)))),
  );
  return found.every((one) => one !== undefined && isRunning(one)) ? true : undefined;
}

interface Workload {
  readonly kind?: string;
  readonly metadata: { readonly generation?: number };
  readonly spec?: { readonly replicas?: number };
  readonly status?: Readonly<Record<string, number | undefined>>;
}

/** As `kubectl rollout status` judges it: seen by its controller, and as many available as are wanted. */
export function isRunning({ kind, metadata, spec, status = {} }: Workload): boolean {
  if ((status['observedGeneration'] ?? 0) < (metadata.generation ?? 0)) return false;
  if (kind === 'DaemonSet') {
    const wanted = status['desiredNumberScheduled'] ?? 0;
    return (status['numberAvailable'] ?? 0) >= wanted && (status['updatedNumberScheduled'] ?? 0) >= wanted;
  }
  const wanted = spec?.replicas ?? 1;
  return (status['availableReplicas'] ?? 0) >= wanted && (status['updatedReplicas'] ?? 0) >= wanted;
}

/** A webhook of the provider judges its pools, and answers a little later than its pods are Ready. */
async function givePool(kubectl: Kubectl, pool: string): Promise<void> {
  const args = ['apply', '--server-side', '--force-conflicts', '-f', '-'];
  const given = await until(
    async () => ((await kubectl.try(args, { input: pool })).exitCode === 0 ? true : undefined),
    { deadline: inSeconds(60), everyMs: 1000 },
  );
  // Once more, to say why.
  if (!given) await kubectl.run(args, { input: pool });
}

function notRunning(file: string, workloads: readonly KubeObject[]): ClusterError {
  const names = workloads.map(
    ({ kind, metadata }) => `${kind} ${metadata.namespace ?? 'default'}/${metadata.name}`,
  );
  return new ClusterError({
    what: `the load balancer of ${file} does not run after ${seconds} s`,
    expected: `${names.join(', ')} available`,
  });
}

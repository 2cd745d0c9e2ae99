import type { Progress } from '../progress.ts';
import { loadBalancerInstall, type LoadBalancerInstall } from '../system/install-load-balancer.ts';

export interface KindOptions {
  /** Node image; kind's own default if left out. */
  readonly nodeImage?: string | undefined;
  readonly standInImage: string;
  /** Make the cluster anew even if a warm one would do. */
  readonly fresh: boolean;
  /** The network that kind puts its nodes on. */
  readonly network: string;
  readonly progress: Progress;
  /** A load balancer to install before the first scenario. */
  readonly loadBalancer?: LoadBalancerInstall | undefined;
}

/** Any recent Node.js image will do; this one is small and public. */
export const defaultStandInImage = 'node:24-alpine';

/** What the environment says; options of the command line come first. */
export function kindOptions(
  env: Readonly<Record<string, string | undefined>>,
  given: Partial<Omit<KindOptions, 'loadBalancer'>> & { readonly loadBalancerManifest?: string } = {},
): KindOptions {
  return {
    nodeImage: given.nodeImage ?? nonEmpty(env['REACHFORM_KIND_NODE_IMAGE']),
    standInImage: given.standInImage ?? nonEmpty(env['REACHFORM_STANDIN_IMAGE']) ?? defaultStandInImage,
    fresh: given.fresh ?? false,
    network: given.network ?? nonEmpty(env['KIND_EXPERIMENTAL_DOCKER_NETWORK']) ?? 'kind',
    loadBalancer: loadBalancerInstall(env, given.loadBalancerManifest),
    progress: given.progress ?? (() => undefined),
  };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text;
}

import { defaultStandInImage } from '../kind/kind-options.ts';
import type { Progress } from '../progress.ts';
import { loadBalancerInstall, type LoadBalancerInstall } from '../system/install-load-balancer.ts';

export interface ContextOptions {
  /** A context of the user's kubeconfig. */
  readonly context: string;
  readonly standInImage: string;
  readonly progress: Progress;
  /** A load balancer to install before the first scenario. */
  readonly loadBalancer?: LoadBalancerInstall | undefined;
  /** Leaves what was made in the cluster. */
  readonly keep: boolean;
}

/** What the command line says of a cluster. */
export interface GivenContextOptions extends Partial<Omit<ContextOptions, 'loadBalancer'>> {
  readonly loadBalancerManifest?: string;
}

/** What the environment says; options of the command line come first. */
export function contextOptions(
  context: string,
  env: Readonly<Record<string, string | undefined>>,
  given: GivenContextOptions = {},
): ContextOptions {
  return {
    context,
    standInImage: given.standInImage ?? (env['REACHFORM_STANDIN_IMAGE'] || defaultStandInImage),
    progress: given.progress ?? (() => undefined),
    loadBalancer: loadBalancerInstall(env, given.loadBalancerManifest),
    keep: given.keep ?? false,
  };
}

import { defaultStandInImage } from '../kind/kind-options.ts';
import type { Progress } from '../progress.ts';

export interface ContextOptions {
  /** A context of the user's kubeconfig. */
  readonly context: string;
  readonly standInImage: string;
  readonly progress: Progress;
  /** A manifest that installs a load balancer, applied before the first scenario. */
  readonly loadBalancerManifest?: string | undefined;
  /** Leaves what was made in the cluster. */
  readonly keep: boolean;
}

/** What the environment says; options of the command line come first. */
export function contextOptions(
  context: string,
  env: Readonly<Record<string, string | undefined>>,
  given: Partial<ContextOptions> = {},
): ContextOptions {
  return {
    context,
    standInImage: given.standInImage ?? (env['REACHFORM_STANDIN_IMAGE'] || defaultStandInImage),
    progress: given.progress ?? (() => undefined),
    loadBalancerManifest: given.loadBalancerManifest ?? (env['REACHFORM_LOADBALANCER_MANIFEST'] || undefined),
    keep: given.keep ?? false,
  };
}

import { sortProblems, UserError, type Problem } from '../../errors/index.ts';
import { checkTogether, withServiceCIDRs, type Cni, type Manifest } from '../../kube/index.ts';
import { makeState, type State } from '../../model/index.ts';
import { findCluster } from './find-cluster.ts';
import { parseSources } from './parse-sources.ts';
import type { SourceFile } from './source-files.ts';

/** What a state is made of, as texts. */
export interface StateSources {
  readonly manifests: readonly SourceFile[];
  /** A kind config, or Node objects with or without a KubeProxyConfiguration. */
  readonly cluster?: SourceFile | undefined;
  /** The release, as `1.35`. */
  readonly kubernetes?: string | undefined;
  /** The pod network; what the cluster tells of it if left out. */
  readonly cni?: Cni | undefined;
}

export interface LoadedState {
  readonly state: State;
  readonly manifests: readonly Manifest[];
  readonly warnings: readonly Problem[];
}

/**
 * Makes a state of texts. Without a cluster, a kind config among the manifests is one, then Node objects
 * among them, then kind's default with two workers.
 *
 * @throws UserError with all problems, those of `earlier` among them
 */
export function loadState(sources: StateSources, earlier: readonly Problem[] = []): LoadedState {
  const parsed = parseSources(sources.manifests);
  const { cluster, ...found } = findCluster(sources, parsed);
  const ranges = withServiceCIDRs(cluster, parsed.manifests);
  const all = [...earlier, ...parsed.problems, ...found.problems, ...checkTogether(parsed.manifests, ranges)];
  if (all.length > 0) throw new UserError(all);
  const warnings = sortProblems([...parsed.warnings, ...found.warnings]);
  return { state: makeState(cluster, parsed.manifests), manifests: parsed.manifests, warnings };
}

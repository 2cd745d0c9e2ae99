import type {
  Deployment,
  EndpointSlice,
  Endpoints,
  KubeObject,
  Node,
  Pod,
  Service,
} from '../../../kube/index.ts';
import type { Api } from '../kubectl/api.ts';
import { resources } from '../kubectl/resource-paths.ts';

/** The kinds that decide traffic, and those that make pods. No Secret is ever read. */
export const observed = [
  'pods',
  'services',
  'slices',
  'endpoints',
  'deployments',
  'replicaSets',
  'statefulSets',
  'daemonSets',
  'replicationControllers',
  'jobs',
  'ingresses',
] as const satisfies readonly (keyof typeof resources)[];
export type Observed = (typeof observed)[number];

/** What namespaces hold at one moment, with the cluster's names. */
export class Snapshot {
  readonly #lists: ReadonlyMap<Observed, readonly KubeObject[]>;

  constructor(lists: ReadonlyMap<Observed, readonly KubeObject[]>) {
    this.#lists = lists;
  }

  of(kind: 'pods'): readonly Pod[];
  of(kind: 'services'): readonly Service[];
  of(kind: 'slices'): readonly EndpointSlice[];
  of(kind: 'endpoints'): readonly Endpoints[];
  of(kind: 'deployments'): readonly Deployment[];
  of(kind: Observed): readonly KubeObject[];
  of(kind: Observed): readonly KubeObject[] {
    return this.#lists.get(kind) ?? [];
  }

  /** The same with more objects of a kind. */
  with(kind: Observed, more: readonly KubeObject[]): Snapshot {
    return new Snapshot(new Map(this.#lists).set(kind, [...this.of(kind), ...more]));
  }

  all(): readonly KubeObject[] {
    return [...this.#lists.values()].flat();
  }
}

/** Lists every kind in every namespace, all at once. */
export async function takeSnapshot(
  api: Api,
  namespaces: readonly string[],
  kinds: readonly Observed[] = observed,
): Promise<Snapshot> {
  const lists = await Promise.all(
    kinds.map(async (kind): Promise<[Observed, readonly KubeObject[]]> => {
      const perNamespace = await Promise.all(
        namespaces.map((namespace) => api.list(resources[kind], namespace)),
      );
      return [kind, perNamespace.flat()];
    }),
  );
  return new Snapshot(new Map(lists));
}

export function listNodes(api: Api): Promise<readonly Node[]> {
  return api.list<Node>(resources.nodes);
}

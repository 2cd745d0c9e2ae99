import type { StringMap } from '../../kube/index.ts';
import type { Endpoint } from './endpoint.ts';
import type { Gates } from './gates.ts';

/** Where a proxy runs, as far as its choice of endpoints depends on it. */
export interface ProxyPlace {
  readonly name: string;
  readonly zone: string | undefined;
  readonly labels: StringMap;
}

/** Endpoints that take new connections, and why these. */
export interface EndpointSet {
  readonly endpoints: readonly Endpoint[];
  /** True where nothing was ready and endpoints that terminate but still serve stand in. */
  readonly terminating: boolean;
  /** What narrowed the set: hints of the slices, or topologyKeys of the Service. */
  readonly hints: 'zone' | 'node' | 'topology' | undefined;
}

/** What a proxy can use of a service port's endpoints. */
export interface Usable {
  /** For traffic without a Local policy, and for clients inside the cluster. */
  readonly cluster: EndpointSet;
  /** For traffic under a Local policy. */
  readonly local: EndpointSet;
  /** Whether anything usable exists anywhere: the difference between dropping and rejecting. */
  readonly any: boolean;
  readonly seen: readonly Endpoint[];
  /** Why nobody can say which endpoints these are. */
  readonly doubt?: string;
  /** Why nobody can say what becomes of traffic that finds no endpoint, though there is `any`. */
  readonly gap?: string;
}

export function unfiltered(endpoints: readonly Endpoint[]): EndpointSet {
  return { endpoints, terminating: false, hints: undefined };
}

/** Those that may stand in where nothing is ready (KEP-1669). */
export function standIns(list: readonly Endpoint[], gates: Gates): Endpoint[] {
  return gates.terminatingEndpoints ? list.filter(({ serving, terminating }) => serving && terminating) : [];
}

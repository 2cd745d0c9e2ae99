import { setParallelCanAssign } from '@cucumber/cucumber';

/** The parts of a pickle that tell what it does to a cluster. */
export interface Claimant {
  readonly uri: string;
  readonly steps: readonly {
    readonly text: string;
    readonly argument?: { readonly docString?: { readonly content: string } };
  }[];
}

/** Nodes and the cluster's own services belong to everybody. */
const clusterWide = /\bnode "[^"]*" (?:stops|starts|is cut off|is reconnected)|^kube-proxy |^CoreDNS /;

/** Addresses and ports that the whole cluster has once. */
const claims = /\b(?:clusterIP|nodePort|externalIPs|loadBalancerIP):\s*\[?"?[\w.:]+/g;

/**
 * Whether two scenarios may run in one cluster at the same time. Manifests in files belong to their
 * feature, so scenarios of one feature that read files run one after the other.
 */
export function mayRunTogether(one: Claimant, other: Claimant): boolean {
  if (changesCluster(one) || changesCluster(other)) return false;
  if (one.uri === other.uri && readsFiles(one) && readsFiles(other)) return false;
  const own = claimsOf(one);
  return ![...claimsOf(other)].some((claim) => own.has(claim));
}

function changesCluster({ steps }: Claimant): boolean {
  return steps.some(({ text }) => clusterWide.test(text));
}

function readsFiles({ steps }: Claimant): boolean {
  return steps.some(({ text }) => /^the manifests in |^"[^"]*" is (?:applied|exposed)/.test(text));
}

function claimsOf({ steps }: Claimant): ReadonlySet<string> {
  const texts = steps.map(({ argument }) => argument?.docString?.content ?? '');
  return new Set(texts.flatMap((text) => [...text.matchAll(claims)].map(([claim]) => claim)));
}

setParallelCanAssign((pickle, running) => running.every((other) => mayRunTogether(pickle, other)));

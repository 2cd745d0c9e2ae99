import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The parts of a pickle that tell what it does to a cluster. */
export interface Claimant {
  readonly uri: string;
  readonly steps: readonly {
    readonly text: string;
    readonly argument?: { readonly docString?: { readonly content: string } };
  }[];
}

/** Nodes and the cluster's own services belong to everybody. */
const clusterWide =
  /\bnode "[^"]*" (?:stops|starts|is cut off|is reconnected|gets the label|loses the label)|^kube-proxy |^CoreDNS /;

/** What the whole cluster has once: node ports, and addresses that somebody chose. */
const claims = [
  /\bnodePort["']?:\s*["']?\d+/g,
  /\b\d{1,3}(?:\.\d{1,3}){3}\b/g,
  /(?<![\w:])[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7}/gi,
];

/** What sentences quote that may be a path of manifests. */
const quoted = /"([^"\n]+\.(?:ya?ml|json)|[^"\n]*\/|\.)"/g;

/** Whether two scenarios may run in one cluster at the same time. */
export function mayRunTogether(one: Claimant, other: Claimant): boolean {
  if (changesCluster(one) || changesCluster(other)) return false;
  const own = claimsOf(one);
  return ![...claimsOf(other)].some((claim) => own.has(claim));
}

function changesCluster({ steps }: Claimant): boolean {
  return steps.some(({ text }) => clusterWide.test(text));
}

const known = new WeakMap<Claimant, ReadonlySet<string>>();

function claimsOf(claimant: Claimant): ReadonlySet<string> {
  let own = known.get(claimant);
  if (!own) known.set(claimant, (own = readClaims(claimant)));
  return own;
}

function readClaims({ uri, steps }: Claimant): ReadonlySet<string> {
  const sentences = steps
    .flatMap(({ text, argument }) => [text, argument?.docString?.content ?? ''])
    .join('\n');
  const paths = [...sentences.matchAll(quoted)].map(([, path = '']) => path);
  const texts = [sentences, ...paths.map((path) => textBehind(path, uri))];
  return new Set(
    texts.flatMap((text) =>
      claims.flatMap((claim) => [...text.matchAll(claim)].map(([found]) => normal(found))),
    ),
  );
}

function normal(claim: string): string {
  return claim.toLowerCase().replaceAll(/["'\s]/g, '');
}

const texts = new Map<string, string>();

/** All manifests behind a path, looked for beside the feature first; nothing where there are none. */
function textBehind(path: string, uri: string): string {
  const candidates = [resolve(dirname(uri), path), resolve(path)];
  for (const candidate of candidates) {
    const read = texts.get(candidate) ?? readAll(candidate);
    if (read === undefined) continue;
    texts.set(candidate, read);
    return read;
  }
  return '';
}

function readAll(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return undefined;
  const files = stat.isDirectory()
    ? globSync('**/*.{yaml,yml,json}', { cwd: path }).map((file) => join(path, file))
    : [path];
  return files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

import type { Backend } from './answer.ts';

/**
 * Which backends are meant.
 *
 * - `pods`: by name, by `web-*`, or by an alias such as `web-1`; `namespace/` in front where it is another
 * - `service`: whatever the endpoints of a Service are
 * - `address`: with or without port
 * - `node`: the node itself, a process or a hostNetwork pod that answers on its address
 */
export interface BackendPattern {
  readonly kind: 'pods' | 'service' | 'address' | 'node';
  readonly name: string;
  /** The port it is met on. */
  readonly port?: number;
  /** The node it is on. */
  readonly node?: string;
}

/** What a pattern needs to know of the cluster it is held against. */
export interface Knowledge {
  /** The namespace of names that say none. */
  readonly namespace: string;
  /** `namespace/name` of the pod that a name or alias `namespace/name` stands for. */
  podNamed(name: string): string | undefined;
  /** Addresses behind a Service `namespace/name`; nothing if there is no such Service. */
  addressesOf(service: string): ReadonlySet<string> | undefined;
  /** The node that an address belongs to: one of its own, or the gateway of its pods. */
  nodeOf(address: string): string | undefined;
}

const address = /^(?:\d+(?:\.\d+){3}(?::\d+)?|\[[0-9a-f:.]+\](?::\d+)?|[0-9a-f]*:[0-9a-f:.]*)$/i;

/** Reads `web-*, db-0:5432`, `service web`, `10.1.2.3:80`, `node worker`, each also `... on node worker2`. */
export function parseBackends(text: string): readonly BackendPattern[] {
  return text
    .split(',')
    .map((part) => part.trim().replaceAll('"', ''))
    .filter((part) => part !== '')
    .map((part) => parseBackend(part));
}

function parseBackend(text: string): BackendPattern {
  const [, rest = text, node] = /^(.*?)\s+on (?:node )?(\S+)$/.exec(text) ?? [];
  const [, word, name = rest] = /^(services?|pods?|nodes?|address)\s+(.*)$/.exec(rest) ?? [];
  const kind = word?.startsWith('service')
    ? 'service'
    : word?.startsWith('node')
      ? 'node'
      : address.test(name)
        ? 'address'
        : 'pods';
  const [, bare = name, port] = (kind !== 'address' && /^(.*):(\d+)$/.exec(name)) || [];
  return {
    kind,
    name: bare,
    ...(port !== undefined && { port: Number(port) }),
    ...(node !== undefined && { node }),
  };
}

/** `service web`, `web-*`, `web-1 on node worker`. */
export function formatPattern(pattern: BackendPattern): string {
  const word = pattern.kind === 'service' || pattern.kind === 'node' ? `${pattern.kind} ` : '';
  const port = pattern.port === undefined ? '' : `:${pattern.port}`;
  return `${word}${pattern.name}${port}${pattern.node === undefined ? '' : ` on node ${pattern.node}`}`;
}

/** Whether a backend is one of those that are meant. */
export function matchesPattern(pattern: BackendPattern, backend: Backend, knowledge: Knowledge): boolean {
  if (pattern.node !== undefined && backend.node !== pattern.node) return false;
  if (pattern.port !== undefined && backend.port !== pattern.port) return false;
  return matchers[pattern.kind](pattern.name, backend, knowledge);
}

type Matcher = (name: string, backend: Backend, knowledge: Knowledge) => boolean;

const matchers: Readonly<Record<BackendPattern['kind'], Matcher>> = {
  service: (name, { ip }, knowledge) => knowledge.addressesOf(qualified(name, knowledge))?.has(ip) ?? false,
  node: (name, { ip, node }, knowledge) => node === name && knowledge.nodeOf(ip) === name,
  address: (name, { ip, port }) => [ip, `${ip}:${port}`, `[${ip}]`, `[${ip}]:${port}`].includes(name),
  pods: (name, { pod }, knowledge) => pod !== undefined && isPod(qualified(name, knowledge), pod, knowledge),
};

function isPod(name: string, pod: string, knowledge: Knowledge): boolean {
  if (!name.includes('*')) return pod === (knowledge.podNamed(name) ?? name);
  const expression = name.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '[^/]*');
  return new RegExp(`^${expression}$`).test(pod);
}

function qualified(name: string, knowledge: Knowledge): string {
  return name.includes('/') ? name : `${knowledge.namespace}/${name}`;
}

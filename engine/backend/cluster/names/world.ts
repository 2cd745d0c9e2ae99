/** Which names a scenario's namespaces and nodes have in the cluster at hand. */
export interface Names {
  readonly dnsDomain: string;
  realNamespace(namespace: string): string;
  /** Nothing for a namespace that the scenario does not know. */
  scenarioNamespace(real: string): string | undefined;
  realNode(node: string): string;
  scenarioNode(real: string): string;
  /** Namespaces of the scenario so far. */
  namespaces(): readonly string[];
}

/** Namespaces that every cluster has and that mean themselves. */
const common = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

export interface WorldOptions {
  /** `reachform-<run>-<number>-<scenario>`: namespace `default` is called so, the others get their name behind it. */
  readonly prefix: string;
  readonly dnsDomain: string;
  /** Scenario's name of a node to the cluster's. */
  readonly nodes: ReadonlyMap<string, string>;
}

/** The names of one scenario. Namespaces join as they are mentioned. */
export class World implements Names {
  readonly dnsDomain: string;
  readonly #prefix: string;
  readonly #real = new Map<string, string>();
  readonly #scenario = new Map<string, string>();
  readonly #realNodes: ReadonlyMap<string, string>;
  readonly #scenarioNodes: ReadonlyMap<string, string>;

  constructor(options: WorldOptions) {
    this.dnsDomain = options.dnsDomain;
    this.#prefix = options.prefix;
    this.#realNodes = options.nodes;
    this.#scenarioNodes = new Map([...options.nodes].map(([scenario, real]) => [real, scenario]));
    this.join('default');
  }

  /** Makes a namespace one of the scenario's. */
  join(namespace: string): string {
    const known = this.#real.get(namespace);
    if (known !== undefined) return known;
    const real = common.has(namespace) ? namespace : fit(this.#prefix, namespace);
    this.#real.set(namespace, real);
    this.#scenario.set(real, namespace);
    return real;
  }

  namespaces(): readonly string[] {
    return [...this.#real.keys()].sort();
  }

  realNamespace(namespace: string): string {
    return this.#real.get(namespace) ?? namespace;
  }

  scenarioNamespace(real: string): string | undefined {
    return this.#scenario.get(real) ?? (common.has(real) ? real : undefined);
  }

  realNode(node: string): string {
    return this.#realNodes.get(node) ?? node;
  }

  scenarioNode(real: string): string {
    return this.#scenarioNodes.get(real) ?? real;
  }
}

export function isCommonNamespace(namespace: string): boolean {
  return common.has(namespace);
}

/** At most 63 characters, the limit of a namespace's name. */
function fit(prefix: string, namespace: string): string {
  const name = namespace === 'default' ? prefix : `${prefix}-${namespace}`;
  return name.length <= 63 ? name : `${name.slice(0, 54)}-${shortHash(name)}`;
}

/** Eight characters that differ for different texts (FNV-1a); no secret, only a name. */
export function shortHash(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(36).padStart(8, '0').slice(-8);
}

import { docker, tryDocker } from './docker.ts';

export interface Ways {
  readonly network: string;
  /** All nodes of the cluster. */
  readonly nodes: readonly string[];
}

/** Users of the container differ only in the way of their traffic: one each for the nodes, behind this one. */
export const undirected = 20_000;

export function userOf(node: string, nodes: readonly string[]): number {
  return undirected + 1 + nodes.indexOf(node);
}

/** The places of our rules among those of the kernel, which come last: users with a node, what is near, all others. */
const places = { directed: 100, near: 10_000, undirected: 10_001 };
/** The container's device on kind's network. */
const device = 'eth0';

interface Wanted {
  readonly address: string;
  readonly family: '-4' | '-6';
  /** Where the traffic of the undirected user goes, apart from hidden ranges. */
  readonly first: string;
  readonly hidden: readonly string[];
}

/**
 * The ways of the container that asks from outside. It gets addresses on its loopback device, and
 * for each node a user whose default way is that node; the nodes learn the way back. Nothing has to
 * be switched between flows then, and all of them can be asked at once.
 */
export class OutsideWays {
  readonly #name: string;
  readonly #ways: Ways;
  /** By what was prepared, with the nodes' own addresses at that time. */
  readonly #prepared = new Map<string, Promise<string | undefined>>();

  constructor(name: string, ways: Ways) {
    this.#name = name;
    this.#ways = ways;
  }

  /** Lays the ways for an address. Returns what stands in the way, if anything does. */
  async prepare(address: string, first: string, hidden: readonly string[]): Promise<string | undefined> {
    const family = address.includes(':') ? '-6' : '-4';
    const { nodes, network } = this.#ways;
    // A node that was started again knows no way back any more, and may have another address.
    const { addresses, starts } = await look(network, family, [this.#name, ...nodes]);
    const closed = hidden.filter((range) => range.includes(':') === (family === '-6'));
    const key = [address, hidden.length > 0 ? first : '', ...closed, ...addresses.values(), ...starts].join(
      ' ',
    );
    let prepared = this.#prepared.get(key);
    if (!prepared) {
      prepared = this.#prepare({ address, family, first, hidden: closed }, addresses);
      this.#prepared.set(key, prepared);
    }
    const problem = await prepared;
    // What failed may work the next time.
    if (problem !== undefined) this.#prepared.delete(key);
    return problem;
  }

  async #prepare(wanted: Wanted, addresses: ReadonlyMap<string, string>): Promise<string | undefined> {
    const { nodes } = this.#ways;
    const { address, family } = wanted;
    const own = addresses.get(this.#name);
    const present = nodes.filter((node) => addresses.has(node));
    const [some] = present;
    if (own === undefined || some === undefined) {
      return `the container that asks from outside has no IPv${family.slice(1)} address`;
    }
    // A stand-in's image need not have `ip`; the node image has.
    const image = (await docker(['inspect', '--format', '{{.Config.Image}}', some])).trim();
    const share = ['--network', `container:${this.#name}`, '--cap-add', 'NET_ADMIN'];
    const script = [...this.#commands(wanted, addresses)].join(' && ');
    const inside = await tryDocker(['run', '--rm', ...share, '--entrypoint', 'sh', image, '-c', script]);
    const back = await Promise.all(
      present.map((node) => tryDocker(['exec', node, 'ip', family, 'route', 'replace', address, 'via', own])),
    );
    const failed = [inside, ...back].find(({ exitCode }) => exitCode !== 0);
    return failed && `no way for ${address} could be laid: ${failed.stderr.trim()}`;
  }

  *#commands({ address, family, first, hidden }: Wanted, addresses: ReadonlyMap<string, string>) {
    const { nodes } = this.#ways;
    yield `ip ${family} address replace ${address}/${family === '-6' ? 128 : 32} dev lo`;
    // What is on the network is dialled directly: the main table without its default route.
    yield ensureRule(
      family,
      `pref ${places.near} lookup main suppress_prefixlength 0`,
      'suppress_prefixlength 0',
    );
    const table = function* (user: number, node: string, place: number) {
      const rule = `pref ${place} uidrange ${user}-${user} lookup ${user}`;
      yield `ip ${family} route replace default via ${addresses.get(node) ?? ''} table ${user}`;
      yield ensureRule(family, rule, `lookup ${user}`);
    };
    for (const node of nodes) {
      if (!addresses.has(node)) continue;
      const user = userOf(node, nodes);
      // Of what is on the network only nodes are: an address of a load balancer may look as if it were.
      for (const own of nodes.flatMap((one) => addresses.get(one) ?? []))
        yield `ip ${family} route replace ${own} dev ${device} table ${user}`;
      yield* table(user, node, places.directed + user - undirected);
    }
    if (hidden.length === 0 || !addresses.has(first)) return;
    yield* table(undirected, first, places.undirected);
    for (const range of hidden) yield `ip ${family} route replace unreachable ${range} table ${undirected}`;
  }
}

/** Another process may add the same rule at the same time; there is no way to replace one. */
function ensureRule(family: string, rule: string, mark: string): string {
  return `{ ip ${family} rule add ${rule} 2>/dev/null || ip ${family} rule show | grep -q "${mark}"; }`;
}

interface Seen {
  /** By container; those that do not run, or have no address of the family, are left out. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly starts: readonly string[];
}

async function look(network: string, family: '-4' | '-6', containers: readonly string[]): Promise<Seen> {
  const field = family === '-6' ? 'GlobalIPv6Address' : 'IPAddress';
  const address = `{{with index .NetworkSettings.Networks "${network}"}}{{.${field}}}{{end}}`;
  const { stdout } = await tryDocker([
    'inspect',
    '--format',
    `{{.Name}} {{.State.StartedAt}} ${address}`,
    ...containers,
  ]);
  const lines = stdout.split('\n').map((line) => line.trim().replace(/^\//, '').split(' '));
  const addresses = lines.map(([name = '', , own = '']): [string, string] => [name, own]);
  return {
    addresses: new Map(addresses.filter(([, own]) => own !== '')),
    starts: lines.map(([, started = '']) => started),
  };
}

/** By container; those that do not run, or have no address of the family, are left out. */
export async function addressesOn(
  network: string,
  family: '-4' | '-6',
  containers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return (await look(network, family, containers)).addresses;
}

import { defaultOutside, type Client } from '../../flow/index.ts';
import { refOf, type Pod } from '../../kube/index.ts';
import type { State } from '../../model/index.ts';

/** Clients that the rules can't tell apart, and one that speaks for them. */
export interface ClientClass {
  /** `pods of shop`, `hosts of nodes`, `outside`. */
  readonly group: string;
  /** The node they share, '' for those that have none. */
  readonly place: string;
  readonly client: Client;
  /** How many pods they are. */
  readonly size: number;
}

/** Pods of one namespace on one node are alike; so is every process on a node, and everybody outside. */
export function clientsOf(state: State): readonly ClientClass[] {
  const classes = new Map<string, ClientClass>();
  for (const manifest of state.objects.list<Pod>('Pod')) {
    const { object } = manifest;
    const { namespace, name } = refOf(object);
    const place = object.spec.nodeName ?? '';
    // The cluster's own pods, such as CoreDNS, are nobody's clients.
    if (manifest.placeOf() === undefined) continue;
    if (object.spec.hostNetwork || object.status?.phase !== 'Running' || place === '') continue;
    const key = `${namespace}/${place}`;
    const { size = 0, client = { pod: `${namespace}/${name}` } } = classes.get(key) ?? {};
    classes.set(key, { group: `pods of ${namespace}`, place, client, size: size + 1 });
  }
  const hosts = state.cluster.nodes.map(({ object }) => object.metadata.name);
  return [
    ...[...classes.values()].sort((a, b) => compare(`${a.group}\0${a.place}`, `${b.group}\0${b.place}`)),
    ...hosts.map((host) => ({ group: 'hosts of nodes', place: host, client: { host }, size: 0 })),
    { group: 'outside', place: '', client: { outside: defaultOutside }, size: 0 },
  ];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

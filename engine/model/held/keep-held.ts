import { isAtLeast } from '../../kube/index.ts';
import { gathered } from '../connections/chance.ts';
import { serviceOf, servicePortName } from '../connections/scope.ts';
import { formatSocket } from '../path/spot.ts';
import { viewOf, type View } from '../path/view.ts';
import type { NodeProxy } from '../proxy/node-proxy.ts';
import type { State } from '../state.ts';
import { wayKey, type Held, type HeldWay } from './held.ts';

/** From this release on kube-proxy compares the kernel's entries with endpoints, and leaves a Service without any alone. */
const reconcilesSince = '1.33';

/**
 * Held connections after a change. A TCP connection keeps its endpoint whatever the rules say, until that pod, its client, or
 * a machine that keeps it in mind is gone; of datagrams kube-proxy makes the kernel forget where they went once the endpoint
 * serves no more (pkg/proxy/conntrack, e2e "should be able to preserve UDP traffic when server pod cycles").
 */
export function keepHeld(all: ReadonlyMap<string, Held>, state: State): ReadonlyMap<string, Held> {
  const view = viewOf(state);
  let changed = false;
  const after = new Map<string, Held>();
  for (const [name, held] of all) {
    const lost = whyLost(view, held);
    const ways = held.ways.map((one) => ({ ...one, value: keepWay(view, held, one.value, lost) }));
    changed ||= ways.some(({ value }, i) => value !== held.ways[i]?.value);
    after.set(name, { ...held, ways: gathered(ways, wayKey) });
  }
  return changed ? after : all;
}

/** Why nothing is left of a connection, whichever way it went. */
function whyLost(view: View, { client, nodes }: Held): string | undefined {
  const off = nodes.find((name) => isOff(view, name));
  if (off !== undefined) return `node ${off} was off`;
  if (client && !view.network.pod(client.pod)?.addresses.includes(client.address))
    return `pod ${client.pod} is gone`;
  return undefined;
}

function isOff(view: View, name: string): boolean {
  const node = view.network.nodes.get(name);
  return !node || view.isStopped(node);
}

function keepWay(view: View, held: Held, way: HeldWay, lost: string | undefined): HeldWay {
  if (way.over !== undefined) return way;
  if (lost !== undefined) return { ...way, over: lost };
  const { now } = way;
  if (!now) return way;
  if (held.protocol === 'UDP')
    return isForgotten(view, held, formatSocket(now.ip, now.port)) ? { ...way, now: undefined } : way;
  if (now.pod !== undefined && isGone(view, now.pod, now.ip))
    return { ...way, over: `pod ${now.pod} is gone` };
  if (now.node !== undefined && isOff(view, now.node)) return { ...way, over: `node ${now.node} was off` };
  return way;
}

/** No pod of that name runs with that address. */
export function isGone(view: View, key: string, address: string): boolean {
  const pod = view.network.pod(key);
  return !pod?.runs || !pod.addresses.includes(address);
}

/** Whether kube-proxy has the kernel forget where the datagrams of a socket go. */
function isForgotten(view: View, { servicePort, nodes }: Held, endpoint: string): boolean {
  if (servicePort === undefined) return false;
  const deciding = nodes.map((name) => view.network.nodes.get(name)).findLast((node) => node !== undefined);
  if (!deciding) return false;
  const proxy = view.proxy(deciding);
  const serving = servingOf(proxy, servicePort);
  if (serving.has(endpoint)) return false;
  const { version } = view.state.cluster;
  return serving.size > 0 || !isAtLeast(version, reconcilesSince) || proxy.traits.chooser === 'ipvs';
}

function servingOf(proxy: NodeProxy, servicePort: string): ReadonlySet<string> {
  const rules = proxy.rules
    .ofService(serviceOf(servicePort))
    .find((port) => servicePortName(port) === servicePort);
  const all = rules ? proxy.usable(rules).seen : [];
  return new Set(all.filter(({ serving }) => serving).map(({ key }) => key));
}

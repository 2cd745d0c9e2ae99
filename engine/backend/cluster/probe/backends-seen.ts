import type { Backend, SourceSeen, Tally } from '../../../flow/index.ts';
import type { Names } from '../names/world.ts';
import type { Attempt } from '../programs/protocol.ts';
import type { Reading } from './reading.ts';

/** What a backend saw of its client. */
export function sourceOf(attempt: Attempt, { addresses, names }: Reading): SourceSeen | undefined {
  const seen = attempt.identity?.client.address;
  if (seen === undefined || attempt.local === undefined) return undefined;
  if (seen === attempt.local) return { kept: true, address: seen };
  const node = addresses.nodeOf(seen);
  return { kept: false, address: seen, ...(node !== undefined && { node: names.scenarioNode(node) }) };
}

export function mostFrequent(sources: readonly (SourceSeen | undefined)[]): SourceSeen | undefined {
  const counts = new Map<string, { source: SourceSeen; count: number }>();
  for (const source of sources) {
    if (!source) continue;
    const key = keyOf(source);
    counts.set(key, { source, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort(
    (a, b) => b.count - a.count || (keyOf(a.source) < keyOf(b.source) ? -1 : 1),
  )[0]?.source;
}

function keyOf(source: SourceSeen): string {
  return `${source.kept} ${source.address ?? ''}`;
}

/** Everybody who answered, with the part of the connections that came to each. */
export function backendsOf(
  arrived: readonly Attempt[],
  sources: readonly (SourceSeen | undefined)[],
  common: SourceSeen | undefined,
  reading: Reading,
): readonly Backend[] {
  const groups = new Map<string, { backend: Omit<Backend, 'probability'>; count: number }>();
  let known = 0;
  for (const [index, attempt] of arrived.entries()) {
    const backend = backendOf(attempt, reading);
    if (!backend) continue;
    known += 1;
    const source = sources[index];
    const key = `${backend.ip}:${backend.port} ${backend.pod ?? ''}`;
    const differs = source && common && keyOf(source) !== keyOf(common);
    const group = groups.get(key) ?? { backend: { ...backend, ...(differs && { source }) }, count: 0 };
    groups.set(key, { ...group, count: group.count + 1 });
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { backend, count }]) => ({ ...backend, probability: count / known }));
}

/** Who answered: by its own word, else by the address if that is a pod's. */
function backendOf(
  attempt: Attempt,
  { names, addresses, port }: Reading,
): Omit<Backend, 'probability'> | undefined {
  const { identity, address } = attempt;
  if (!identity) {
    const pod = address === undefined ? undefined : addresses.pod(address);
    return pod && address !== undefined
      ? { ...podOf(pod.metadata.namespace ?? '', pod.metadata.name, names), ip: address, port }
      : undefined;
  }
  const sameFamily = (candidate: string): boolean =>
    candidate.includes(':') === (attempt.address ?? candidate).includes(':');
  const ip =
    identity.server.address !== undefined && identity.addresses.includes(identity.server.address)
      ? identity.server.address
      : (identity.addresses.find(sameFamily) ?? identity.addresses[0] ?? identity.server.address ?? '');
  return {
    ...(identity.pod !== '' && podOf(identity.namespace, identity.pod, names)),
    ip,
    port: identity.server.port,
    ...(identity.node !== '' && { node: names.scenarioNode(identity.node) }),
  };
}

function podOf(namespace: string, name: string, names: Names): { readonly pod: string } {
  return { pod: `${names.scenarioNamespace(namespace) ?? namespace}/${name}` };
}

export function talliesOf(
  attempts: readonly Attempt[],
  arrived: readonly Attempt[],
  reading: Reading,
): readonly Tally[] {
  const counts = new Map<string, number>();
  const add = (target: string, by: number): void => {
    if (by > 0) counts.set(target, (counts.get(target) ?? 0) + by);
  };
  for (const attempt of arrived) {
    const backend = backendOf(attempt, reading);
    add(backend ? (backend.pod ?? `${backend.ip}:${backend.port}`) : (attempt.address ?? ''), 1);
  }
  add('', attempts.length - arrived.length);
  return [...counts.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([target, count]) => ({ target, count }));
}

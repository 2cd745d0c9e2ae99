import { randomUUID } from 'node:crypto';
import type { Api } from '../kubectl/api.ts';
import { unlessMissing } from '../kubectl/api-error.ts';
import { resourcePath, resources } from '../kubectl/resource-paths.ts';
import { listNodes } from '../settle/snapshot.ts';
import { systemNamespace } from '../system/system-namespace.ts';
import { isAlive, thisProcess } from '../tools/process-mark.ts';
import type { ClusterPlan } from './cluster-plan.ts';
import { startTimes } from './docker.ts';

const name = 'reachform';
const path = resourcePath(resources.configMaps, systemNamespace, name);
const damagePrefix = 'damage-';

export interface Memory {
  readonly fingerprint: string;
  /** When each node's container was started. */
  readonly started: Readonly<Record<string, string>>;
  /** What scenarios broke and nobody will repair any more: their process is gone. */
  readonly damage: readonly string[];
}

/** Notes what the cluster was made from, and since when its nodes run. */
export async function remember(api: Api, plan: Pick<ClusterPlan, 'fingerprint'>): Promise<void> {
  const nodes = await listNodes(api);
  const started = await startTimes(nodes.map(({ metadata }) => metadata.name));
  const data = { fingerprint: plan.fingerprint, started: JSON.stringify(Object.fromEntries(started)) };
  await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: systemNamespace } });
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: systemNamespace }, data };
  await api.apply(map);
}

export async function recall(api: Api): Promise<Memory | undefined> {
  const map = await unlessMissing(api.call<{ data?: Readonly<Record<string, string>> }>('GET', path));
  if (map?.data === undefined) return undefined;
  const { fingerprint = '', started = '{}', ...rest } = map.data;
  return {
    fingerprint,
    started: JSON.parse(started) as Memory['started'],
    damage: Object.keys(rest)
      .filter((key) => key.startsWith(damagePrefix))
      .flatMap((key) => abandoned(rest[key] ?? ''))
      .sort(),
  };
}

/** A note begins with the mark of its process; one that still runs will repair what it broke. */
function abandoned(note: string): readonly string[] {
  const space = note.indexOf(' ');
  return isAlive(note.slice(0, space)) ? [] : [note.slice(space + 1)];
}

/** Returns how to strike the note out again. */
export async function noteDamage(api: Api, what: string): Promise<() => Promise<unknown>> {
  const key = `${damagePrefix}${randomUUID()}`;
  await api.patch(path, { data: { [key]: `${thisProcess} ${what}` } });
  return () => api.patch(path, { data: { [key]: null } });
}

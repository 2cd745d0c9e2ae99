import { labels } from '../live-cluster.ts';
import { resources } from '../kubectl/resource-paths.ts';
import { during, type Progress } from '../progress.ts';
import { listNodes } from '../settle/snapshot.ts';
import { clusterNames, deleteCluster, openDoor } from './kind-lifecycle.ts';
import { recall } from './kind-memory.ts';

/** Every cluster that this program makes is called so. */
const prefix = 'reachform-';

export interface KindStatus {
  readonly name: string;
  /** False if its API server says nothing; the rest is empty then. */
  readonly answers: boolean;
  readonly kubernetes: string;
  readonly nodes: readonly { readonly name: string; readonly ready: boolean }[];
  /** Namespaces of scenarios that are there now. */
  readonly scenarios: number;
  /** What a run broke and did not repair. */
  readonly damage: readonly string[];
}

/** The warm clusters of this machine. */
export async function kindStatus(): Promise<readonly KindStatus[]> {
  const names = (await clusterNames()).filter((name) => name.startsWith(prefix)).sort();
  return Promise.all(names.map((name) => statusOf(name)));
}

/** Deletes warm clusters, all or those that are named; returns their names. */
export async function kindDown(progress: Progress, only?: readonly string[]): Promise<readonly string[]> {
  const all = (await clusterNames()).filter((name) => name.startsWith(prefix)).sort();
  const wanted = only === undefined ? all : all.filter((name) => only.includes(name));
  for (const name of wanted) await during(progress, `delete cluster ${name}`, () => deleteCluster(name));
  return wanted;
}

async function statusOf(name: string): Promise<KindStatus> {
  const silent = { name, answers: false, kubernetes: '', nodes: [], scenarios: 0, damage: [] };
  const door = await openDoor(name).catch(() => undefined);
  if (!door) return silent;
  const { api } = door;
  try {
    await api.call('GET', '/readyz', { timeoutMs: 5000 });
    const [nodes, version, namespaces, memory] = await Promise.all([
      listNodes(api),
      api.call<{ gitVersion: string }>('GET', '/version'),
      api.list(resources.namespaces, undefined, labels.run),
      recall(api),
    ]);
    const states = nodes.map(({ metadata, status }) => ({
      name: metadata.name,
      ready: status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') === true,
    }));
    return {
      name,
      answers: true,
      kubernetes: version.gitVersion,
      nodes: states.sort((a, b) => (a.name < b.name ? -1 : 1)),
      scenarios: namespaces.length,
      damage: memory?.damage ?? [],
    };
  } catch {
    return silent;
  } finally {
    await door.close();
  }
}

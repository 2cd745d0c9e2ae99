import { closest, UserError } from '../errors/index.ts';
import { refOf, type Manifest, type Pod } from '../kube/index.ts';
import { memoryOf } from './controllers/edit.ts';
import type { State } from './state.ts';

/**
 * A pod by its name, by a pattern (`web-*`: the first by name), or by its number among the pods that
 * a workload ever had: `web-1` is the first pod of workload `web` where no pod has that very name.
 *
 * @throws UserError where no pod is meant, with the nearest name
 */
export function findPod(state: State, namespace: string, nameOrAlias: string): Manifest<Pod> {
  const exact = state.objects.get<Pod>('Pod', namespace, nameOrAlias);
  if (exact) return exact;
  const pods = state.objects.list<Pod>('Pod', namespace);
  const matching = nameOrAlias.includes('*') && pods.find(({ object }) => matches(object, nameOrAlias));
  if (matching) return matching;
  const meant = behindAlias(state, namespace, nameOrAlias);
  const [living] = meant.flatMap((name) => state.objects.get<Pod>('Pod', namespace, name) ?? []);
  if (living) return living;
  const [gone] = meant;
  const known = [...pods.map(({ object }) => object.metadata.name), ...podAliases(state, namespace).keys()];
  const near = closest(nameOrAlias, known);
  throw new UserError({
    what: `no pod "${nameOrAlias}" in namespace "${namespace}"`,
    ...(gone !== undefined && { found: `"${nameOrAlias}" was ${gone}, which is gone` }),
    ...(gone === undefined && near !== undefined && { hint: `did you mean "${near}"?` }),
    ...(known.length === 0 && { found: 'no pods at all there' }),
  });
}

/** The aliases of a namespace's living pods: alias to pod name. */
export function podAliases(state: State, namespace: string): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  for (const [key, names] of memoryOf(state).pods.entries()) {
    const [space, workload] = workloadOf(key);
    if (space !== namespace) continue;
    for (const [i, name] of names.entries()) {
      const alias = `${workload}-${i + 1}`;
      const lives = state.objects.get('Pod', namespace, name);
      if (lives && !aliases.has(alias) && !state.objects.get('Pod', namespace, alias))
        aliases.set(alias, name);
    }
  }
  return aliases;
}

/** The pods that an alias stands for, dead or alive: one, unless workloads of two kinds have one name. */
function behindAlias(state: State, namespace: string, alias: string): readonly string[] {
  const [, workload, number] = /^(.+)-([1-9]\d*)$/.exec(alias) ?? [];
  const lists = [...memoryOf(state).pods.entries()].filter(([key]) => {
    const [space, name] = workloadOf(key);
    return space === namespace && name === workload;
  });
  return lists.flatMap(([, names]) => names[Number(number) - 1] ?? []);
}

/** Namespace and name out of `Deployment shop/web`. */
function workloadOf(key: string): readonly [string, string] {
  const [namespace = '', name = ''] = key.slice(key.indexOf(' ') + 1).split('/');
  return [namespace, name];
}

function matches(pod: Pod, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(refOf(pod).name);
}

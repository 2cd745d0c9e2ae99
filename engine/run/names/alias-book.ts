import { isClusterScoped, refOf, type Manifest, type OwnerReference, type Pod } from '../../kube/index.ts';

/**
 * Gives the pods of a workload numbers, because their real names are different on every cluster:
 * `web-1` is the first pod of `web` in the order of names when it was first seen; pods that come
 * later get the next numbers, and no number is given twice.
 */
export class AliasBook {
  /** By workload `namespace/name`: every pod that was ever seen, in the order of numbers. */
  readonly #pods = new Map<string, string[]>();
  readonly #present = new Set<string>();
  /** What a controller that removes pods looks at, as it was when a pod was seen last. */
  readonly #marks = new Map<string, string>();

  /** Looks at all objects as they are now. */
  see(manifests: readonly Manifest[]): void {
    const owners = new Map<string, OwnerReference>();
    for (const { object } of manifests) {
      const owner = object.metadata.ownerReferences?.find((one) => one.controller ?? true);
      if (owner && !isClusterScoped(object.kind))
        owners.set(keyOf(object.kind, refOf(object).namespace, object.metadata.name), owner);
    }
    this.#present.clear();
    const pods = manifests.filter((manifest): manifest is Manifest<Pod> => manifest.object.kind === 'Pod');
    const names = pods.map(({ object }) => refOf(object));
    for (const { object } of pods)
      this.#marks.set(`${refOf(object).namespace}/${object.metadata.name}`, markOf(object));
    for (const { namespace, name } of names.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      this.#present.add(`${namespace}/${name}`);
      const workload = workloadOf(namespace, name, owners);
      if (workload === undefined) continue;
      const known = this.#pods.get(workload) ?? [];
      if (!known.includes(name)) this.#pods.set(workload, [...known, name]);
    }
  }

  /**
   * Which of several equal pods a controller removes is its own choice, made by their random uids.
   * The numbers of those that it kept become the ones that the model kept, as far as the pods were
   * alike: one that was removed for a reason keeps its number, and whoever asks for it is told.
   */
  follow(livesInModel: (namespace: string, alias: string) => boolean): void {
    for (const [workload, pods] of this.#pods) {
      const [namespace = '', name = ''] = workload.split('/');
      const wanted = (index: number): boolean => livesInModel(namespace, `${name}-${index + 1}`);
      const lives = (pod: string | undefined): boolean => this.#present.has(`${namespace}/${pod}`);
      const mark = (index: number): string | undefined => this.#marks.get(`${namespace}/${pods[index]}`);
      const indexes = [...pods.keys()];
      const spare = new Set(indexes.filter((index) => lives(pods[index]) && !wanted(index)));
      for (const index of indexes.filter((one) => wanted(one) && !lives(pods[one]))) {
        const other = [...spare].find((one) => mark(one) === mark(index));
        if (other === undefined) continue;
        spare.delete(other);
        [pods[index], pods[other]] = [pods[other] ?? '', pods[index] ?? ''];
      }
    }
  }

  /** The pod `namespace/name` that a name or alias stands for. */
  find(namespace: string, name: string): string | undefined {
    if (this.#present.has(`${namespace}/${name}`)) return `${namespace}/${name}`;
    const [, workload, number] = /^(.+)-(\d+)$/.exec(name) ?? [];
    const pod = this.#pods.get(`${namespace}/${workload}`)?.[Number(number) - 1];
    return pod === undefined ? undefined : `${namespace}/${pod}`;
  }
}

/** The marks by which `ActivePodsWithRanks` tells the pods of a workload apart, less those of time and place. */
function markOf({ metadata, status }: Pod): string {
  const { labels = {}, annotations = {} } = metadata;
  const ready = status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True');
  const cost = annotations['controller.kubernetes.io/pod-deletion-cost'] ?? '0';
  return JSON.stringify([
    ready ?? false,
    status?.phase,
    cost,
    Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace}/${name}`;
}

/** `namespace/name` of the workload that a person wrote: the Deployment, not its ReplicaSet. */
function workloadOf(
  namespace: string,
  pod: string,
  owners: ReadonlyMap<string, OwnerReference>,
): string | undefined {
  let owner = owners.get(keyOf('Pod', namespace, pod));
  let name: string | undefined;
  for (let steps = 0; owner && steps < 5; steps++) {
    name = owner.name;
    owner = owners.get(keyOf(owner.kind, namespace, owner.name));
  }
  return name === undefined ? undefined : `${namespace}/${name}`;
}

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
    for (const { namespace, name } of names.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      this.#present.add(`${namespace}/${name}`);
      const workload = workloadOf(namespace, name, owners);
      if (workload === undefined) continue;
      const known = this.#pods.get(workload) ?? [];
      if (!known.includes(name)) this.#pods.set(workload, [...known, name]);
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

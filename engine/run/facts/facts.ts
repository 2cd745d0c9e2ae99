import type { OutsideServer } from '../../backend/back-end.ts';
import { closest, UserError, type Place, type Problem } from '../../errors/index.ts';
import { isClusterScoped, refOf, type Manifest } from '../../kube/index.ts';
import { ClusterFacts, type SettledCluster } from './cluster-facts.ts';
import { readManifests, type ReadManifests } from './read-manifests.ts';

/** Makes manifests as soon as the scenario's namespace is settled. */
type Later = (namespace: string) => readonly Manifest[];

/** What is given before anything happens. Kept until the first change or check asks for it. */
export class Facts {
  readonly cluster: ClusterFacts;
  readonly outsideServers: OutsideServer[] = [];
  readonly #folders: readonly string[];
  readonly #pending: Later[] = [];
  readonly #namespaces = new Set<string>();
  readonly #nodes: { readonly name: string; readonly place: Place | undefined }[] = [];
  #namespace: string | undefined;

  constructor(folders: readonly string[], cluster = new ClusterFacts()) {
    this.#folders = folders;
    this.cluster = cluster;
  }

  /** As said; else the only one that the given manifests live in; else `default`. */
  get namespace(): string {
    if (this.#namespace !== undefined) return this.#namespace;
    const [only, ...others] = this.#namespaces;
    return only !== undefined && others.length === 0 ? only : 'default';
  }

  useNamespace(name: string): void {
    this.#namespace = name;
  }

  /** Reads a file or folder; throws all its problems at once. */
  async giveManifests(path: string): Promise<void> {
    this.give(await this.read(path));
  }

  read(path: string): Promise<ReadManifests> {
    return readManifests(path, this.#folders);
  }

  give({ manifests, problems }: ReadManifests): void {
    if (problems.length > 0) throw new UserError(problems);
    for (const { object } of manifests) {
      if (!isClusterScoped(object.kind)) this.#namespaces.add(refOf(object).namespace);
    }
    this.#pending.push(() => manifests);
  }

  /** A node that a sentence speaks of must exist. */
  needNode(name: string, place: Place | undefined): void {
    this.#nodes.push({ name, place });
  }

  /** What is wrong with the nodes that sentences speak of, once the cluster is settled. */
  nodeProblems(): readonly Problem[] {
    const known = this.settleCluster().cluster.nodes.map(({ object }) => object.metadata.name);
    return this.#nodes
      .splice(0)
      .filter(({ name }) => !known.includes(name))
      .map(({ name, place }) => ({
        what: `there is no node "${name}"`,
        where: place,
        expected: known.join(', '),
        hint: closest(name, known),
      }));
  }

  giveLater(make: Later): void {
    this.#pending.push(make);
  }

  /** All that was given since the last call. */
  takeManifests(namespace: string): readonly Manifest[] {
    return this.#pending.splice(0).flatMap((make) => make(namespace));
  }

  settleCluster(): SettledCluster {
    return this.cluster.settle();
  }
}

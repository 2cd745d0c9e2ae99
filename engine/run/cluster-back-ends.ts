import type { BackEnd, Setting } from '../backend/back-end.ts';
import {
  ClusterBackEnd,
  clusterFacts,
  contextOptions,
  ContextPool,
  kindOptions,
  kindWhyNot,
  KindPool,
  openScenarios,
  type LiveFacts,
  type Progress,
} from '../backend/cluster/index.ts';
import type { BackEndName, BackEndOptions, Environment } from './back-end-options.ts';
import { ClusterFacts } from './facts/cluster-facts.ts';
import { obeyInterruption } from './interruption.ts';

/** The clusters of a run, by back end: each is opened once and all are closed together. */
export class ClusterBackEnds {
  readonly #options: BackEndOptions;
  readonly #env: Environment;
  readonly #progress: Progress;
  readonly #contexts = new Map<string, ContextPool>();
  #pool: KindPool | undefined;
  readonly #stopListening: () => Promise<void>;

  constructor(options: BackEndOptions, env: Environment, progress: Progress) {
    this.#options = options;
    this.#env = env;
    this.#progress = progress;
    this.#stopListening = obeyInterruption(async () => {
      const left = await openScenarios.closeAll();
      await this.#closeClusters();
      return left;
    });
  }

  /** Makes or finds the clusters that scenarios want, one after the other. */
  async prepareKind(settings: readonly Setting[]): Promise<void> {
    for (const setting of settings) await this.#kindPool().find(setting);
  }

  kind(): BackEnd {
    const { keep } = this.#options;
    const { find, hasLoadBalancer } = this.#kindPool();
    return new ClusterBackEnd('kind', find, {
      keepObjects: keep ?? false,
      whyNot: (setting) => kindWhyNot(setting, find, hasLoadBalancer),
    });
  }

  context(name: string): BackEnd {
    return this.#contextPool(name).backEnd();
  }

  /** What a report says of a cluster: of kind's, the usual one. */
  async describe({ word, argument }: BackEndName): Promise<LiveFacts> {
    const usual = { ...new ClusterFacts().settle(), scenario: 'description', keepImages: false };
    const live =
      word === 'kind' ? await this.#kindPool().find(usual) : await this.#contextPool(argument).find();
    return clusterFacts(live.api);
  }

  #contextPool(name: string): ContextPool {
    const { image, keep, loadbalancerManifest } = this.#options;
    const options = contextOptions(name, this.#env, {
      progress: this.#progress,
      ...(image && { standInImage: image }),
      ...(loadbalancerManifest && { loadBalancerManifest: loadbalancerManifest }),
      ...(keep !== undefined && { keep }),
    });
    let pool = this.#contexts.get(name);
    if (!pool) this.#contexts.set(name, (pool = new ContextPool(options)));
    return pool;
  }

  async close(): Promise<void> {
    await this.#stopListening();
    await this.#closeClusters();
  }

  async #closeClusters(): Promise<void> {
    await this.#pool?.close();
    await Promise.all([...this.#contexts.values()].map((pool) => pool.close()));
  }

  #kindPool(): KindPool {
    const { nodeImage, image, fresh, loadbalancerManifest } = this.#options;
    this.#pool ??= new KindPool(
      kindOptions(this.#env, {
        ...(nodeImage && { nodeImage }),
        ...(image && { standInImage: image }),
        ...(fresh && { fresh }),
        ...(loadbalancerManifest && { loadBalancerManifest: loadbalancerManifest }),
        progress: this.#progress,
      }),
    );
    return this.#pool;
  }
}

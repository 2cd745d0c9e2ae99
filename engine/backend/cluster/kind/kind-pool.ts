import type { Setting } from '../../back-end.ts';
import type { LiveCluster } from '../live-cluster.ts';
import { planCluster, type ClusterPlan } from './cluster-plan.ts';
import { installLoadBalancer } from '../system/install-load-balancer.ts';
import { loadMissing } from './images.ts';
import { openKindCluster } from './kind-cluster.ts';
import type { KindOptions } from './kind-options.ts';

type Wish = Pick<Setting, 'cluster' | 'kindConfig' | 'tags'>;

/** The kind clusters of a run: each is made or found once, and all are closed together. */
export class KindPool {
  readonly #options: KindOptions;
  readonly #open = new Map<string, Promise<LiveCluster>>();

  constructor(options: KindOptions) {
    this.#options = options;
  }

  /** What a scenario needs; scenarios with equal plans share a cluster. */
  plan(setting: Wish): ClusterPlan {
    return planCluster(setting, this.#options.nodeImage, this.#loadBalancerFor(setting)?.manifest);
  }

  readonly find = (setting: Wish): Promise<LiveCluster> => {
    const plan = this.plan(setting);
    let live = this.#open.get(plan.name);
    if (!live) {
      live = openKindCluster(plan, this.#options).then((open) =>
        this.#equip(open, plan, this.#loadBalancerFor(setting)),
      );
      // One that failed may work when it is asked for again.
      live.catch(() => this.#open.delete(plan.name));
      this.#open.set(plan.name, live);
    }
    return live;
  };

  /** True where a cluster can be given somebody who gives load balancers their addresses. */
  get hasLoadBalancer(): boolean {
    return this.#options.loadBalancer !== undefined;
  }

  /** Only for those that ask for one: other scenarios are about addresses that nobody gives. */
  #loadBalancerFor({ tags = [] }: Wish): KindOptions['loadBalancer'] {
    return tags.includes('@needs-loadbalancer') ? this.#options.loadBalancer : undefined;
  }

  async #equip(
    live: LiveCluster,
    plan: ClusterPlan,
    loadBalancer: KindOptions['loadBalancer'],
  ): Promise<LiveCluster> {
    const { progress } = this.#options;
    if (!loadBalancer) return live;
    try {
      if (loadBalancer.image !== undefined) {
        await loadMissing(plan.name, [...live.nodes.values()], loadBalancer.image);
      }
      await installLoadBalancer(live.api, live.kubectl, loadBalancer, progress);
      return live;
    } catch (error) {
      await live.close();
      throw error;
    }
  }

  /** Closes the doors; the clusters stay warm. */
  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.allSettled(open.map(async (live) => (await live).close()));
  }
}

import { ClusterBackEnd } from '../cluster-back-end.ts';
import type { ContextOptions } from './context-options.ts';
import { openContext, type ContextCluster } from './open-context.ts';
import { whyNot } from './why-not.ts';

/** Somebody else's cluster for all scenarios of a run: opened once, closed at the end. */
export class ContextPool {
  readonly #options: ContextOptions;
  #open: Promise<ContextCluster> | undefined;

  constructor(options: ContextOptions) {
    this.#options = options;
  }

  /** The cluster, opened when somebody first asks for it. */
  readonly find = (): Promise<ContextCluster> => (this.#open ??= openContext(this.#options));

  /** For one scenario; some can't run in a cluster that was not made for them. */
  backEnd(): ClusterBackEnd {
    const { context, keep } = this.#options;
    const backEnd = new ClusterBackEnd(`context:${context}`, this.find, {
      keepObjects: keep,
      whyNot: async (setting) => whyNot(setting, (await this.find()).abilities),
    });
    return Object.assign(backEnd, { insideOnly: true });
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await (await open?.catch(() => undefined))?.close();
  }
}

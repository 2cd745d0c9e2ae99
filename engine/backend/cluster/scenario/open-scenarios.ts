import { ClusterError } from '../../../errors/index.ts';

/** Something that must be torn down before the process ends. */
export interface Closeable {
  close(): Promise<readonly string[]>;
}

/**
 * What this process has made in clusters and not removed yet. Whoever handles Ctrl-C closes it all;
 * closing twice does nothing.
 */
export class OpenScenarios {
  readonly #open = new Set<Closeable>();
  #isOver = false;

  /** Throws once all were closed: what would be made now, nobody would remove. */
  add(one: Closeable): void {
    this.mustGoOn();
    this.#open.add(one);
  }

  /** To be asked before something is made in a cluster. */
  mustGoOn(): void {
    if (this.#isOver) throw new ClusterError({ what: 'the run was interrupted' });
  }

  delete(one: Closeable): void {
    this.#open.delete(one);
  }

  get size(): number {
    return this.#open.size;
  }

  /** Last opened first. Never throws: what could not be removed is returned as text. */
  async closeAll(): Promise<readonly string[]> {
    this.#isOver = true;
    const left: string[] = [];
    for (const one of [...this.#open].reverse()) {
      this.#open.delete(one);
      left.push(...(await one.close().catch((error: unknown) => [String(error)])));
    }
    return left;
  }
}

export const openScenarios = new OpenScenarios();

/** Adds up how long phases take. What lies inside another phase counts for itself alone. */
export class Stopwatch {
  readonly #totals = new Map<string, number>();
  #inside = 0;

  async time<T>(phase: string, run: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const before = this.#inside;
    this.#inside = 0;
    try {
      return await run();
    } finally {
      const all = performance.now() - started;
      this.#totals.set(phase, (this.#totals.get(phase) ?? 0) + all - this.#inside);
      this.#inside = before + all;
    }
  }

  /** Milliseconds by phase. */
  get totals(): ReadonlyMap<string, number> {
    return this.#totals;
  }
}

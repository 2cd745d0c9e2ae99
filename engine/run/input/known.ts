/** As many as a run has backgrounds, and not for ever. */
const most = 500;

/**
 * What follows from a text alone, worked out once: every scenario of a feature begins with the same background.
 * What is returned never changes, so all of them can have the same.
 */
export class Known<T> {
  readonly #known = new Map<string, T>();

  get(text: string, make: () => T): T {
    const found = this.#known.get(text);
    if (found !== undefined) return found;
    const made = make();
    if (this.#known.size >= most) this.#known.clear();
    this.#known.set(text, made);
    return made;
  }
}

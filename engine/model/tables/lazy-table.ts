/** So many answers are kept; asked for more, it starts over. */
const mostKept = 20_000;

/** A table whose rows are worked out when somebody asks for them. */
export class LazyTable<K, V> {
  readonly #known = new Map<K, V | undefined>();
  readonly #make: (key: K) => V | undefined;

  constructor(make: (key: K) => V | undefined) {
    this.#make = make;
  }

  get(key: K): V | undefined {
    const known = this.#known.get(key);
    if (known !== undefined || this.#known.has(key)) return known;
    const made = this.#make(key);
    if (this.#known.size >= mostKept) this.#known.clear();
    this.#known.set(key, made);
    return made;
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }
}

/** Something that changed with a release and that no gate switches. */
export interface Behaviour<T> {
  /** What it decides, as the head of a row. */
  readonly means: string;
  readonly evidence: string;
  /** Oldest first; the first row holds for older releases too. */
  readonly rows: readonly BehaviourRow<T>[];
}

export interface BehaviourRow<T> {
  readonly since: string;
  readonly value: T;
  /** The value in words, for the page of releases. */
  readonly words: string;
}

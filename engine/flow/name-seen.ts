/** What a client's resolver says of a name. */
export interface NameSeen {
  readonly outcome: 'addresses' | 'no-name' | 'unknown';
  /** Sorted as text. */
  readonly addresses: readonly string[];
  /** For `unknown`: why. */
  readonly reason?: string;
}

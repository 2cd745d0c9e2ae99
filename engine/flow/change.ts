import type { Manifest, Ref } from '../kube/index.ts';

/** What a scenario does between flows. Every back end can do each, or says that it can't. */
export type Change =
  | { readonly kind: 'apply'; readonly manifests: readonly Manifest[] }
  | { readonly kind: 'delete'; readonly object: Ref }
  | { readonly kind: 'scale'; readonly object: Ref; readonly replicas: number }
  /** Deleted by its user; its owner, if any, replaces it. */
  | { readonly kind: 'delete-pod'; readonly pod: Ref; readonly force?: boolean }
  /** Deleted, but still running through its grace period. */
  | { readonly kind: 'terminate-pod'; readonly pod: Ref; readonly serving: boolean }
  | { readonly kind: 'readiness'; readonly pod: Ref; readonly ready: boolean }
  /** `null` takes a label away. */
  | { readonly kind: 'label'; readonly object: Ref; readonly labels: Readonly<Record<string, string | null>> }
  | { readonly kind: 'stop-node' | 'start-node' | 'cut-off-node' | 'reconnect-node'; readonly node: string }
  | { readonly kind: 'stop-proxy' | 'start-proxy'; readonly node: string }
  | { readonly kind: 'scale-dns'; readonly replicas: number }
  | { readonly kind: 'pass-time'; readonly seconds: number };

export type ChangeKind = Change['kind'];

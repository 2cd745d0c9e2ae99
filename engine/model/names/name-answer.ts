import type { Place } from '../../errors/index.ts';

/** What a client gets for a name. */
export type NameAnswer =
  | {
      readonly kind: 'addresses';
      /** Sorted as text; the preferred family of a client first. */
      readonly addresses: readonly string[];
      /** The full name that answered. */
      readonly name: string;
      /** What has these addresses, in words: `service shop/web`. */
      readonly of: string;
      /** ExternalName Services that led there, `namespace/name`. */
      readonly through: readonly string[];
      readonly place?: Place | undefined;
    }
  /** An ExternalName Service leads to a name outside the cluster. */
  | {
      readonly kind: 'alias';
      readonly target: string;
      readonly name: string;
      readonly of: string;
      readonly through: readonly string[];
      readonly place?: Place | undefined;
    }
  /** A name that only the world outside can answer. */
  | { readonly kind: 'outside'; readonly name: string }
  /** Nobody has such a name. */
  | {
      readonly kind: 'no-name';
      readonly why: string;
      readonly asked: readonly string[];
      readonly place?: Place | undefined;
    };

import { refOf, type Endpoints, type EndpointSlice, type Manifest, type Service } from '../kube/index.ts';
import type { State } from '../model/index.ts';

/** What proxies make their rules of, and DNS servers their answers. */
const kinds = ['Service', 'EndpointSlice', 'Endpoints'] as const;
type Decisive = Service | EndpointSlice | Endpoints;

/** So many moments back: nobody goes by what is older. */
const most = 16;

/**
 * What a cluster held before. A node's rules follow its objects within a second or so and a DNS
 * server within some more, so for a while connections may go by any of it.
 */
export class Past {
  /** By what they say, the oldest first. */
  readonly #moments = new Map<string, readonly Manifest<Decisive>[]>();

  see(state: State): void {
    const moment = decisive(state);
    const key = keyOf(moment);
    this.#moments.delete(key);
    this.#moments.set(key, moment);
    const [oldest] = this.#moments.keys();
    if (this.#moments.size > most && oldest !== undefined) this.#moments.delete(oldest);
  }

  /** The cluster as it is now, but with the Services and endpoints of each moment that was another. */
  states(now: State): readonly State[] {
    const present = decisive(now);
    const rest = now.objects.without(present.map(({ object }) => refOf(object)));
    const key = keyOf(present);
    return [...this.#moments].flatMap(([then, moment]) =>
      then === key ? [] : [{ ...now, objects: rest.with(moment) }],
    );
  }
}

function decisive({ objects }: State): readonly Manifest<Decisive>[] {
  return kinds.flatMap((kind) => objects.list<Decisive>(kind));
}

/** The version of an object says nothing about traffic. */
function keyOf(moment: readonly Manifest<Decisive>[]): string {
  return JSON.stringify(
    moment.map(({ object: { metadata, ...rest } }) => {
      const { resourceVersion: _, generation: __, ...own } = metadata as unknown as Record<string, unknown>;
      return { ...rest, metadata: own };
    }),
  );
}

import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import { errnoOf, outcomeOf } from './errno.ts';
import type { LookupReply } from './protocol.ts';

const pending = new Set<symbol>();

/** True while a lookup that nobody waits for any more still blocks a thread. */
export function hasHungLookups(): boolean {
  return pending.size > 0;
}

/**
 * As any program in the pod resolves a name: the C library, its search list and its order of
 * answers. Bounded, because a resolver without a server tries for a long time.
 */
export function lookUp(id: string, name: string, timeoutMs: number): Promise<LookupReply> {
  if (isIP(name)) return Promise.resolve({ id, outcome: 'addresses', addresses: [name] });
  const key = Symbol(name);
  pending.add(key);
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => resolve({ id, outcome: 'no-dns', addresses: [], errno: 'lookup timed out' }),
      timeoutMs,
    );
    lookup(name, { all: true, verbatim: true }, (error, found) => {
      clearTimeout(timer);
      pending.delete(key);
      if (!error) {
        resolve({ id, outcome: 'addresses', addresses: found.map(({ address }) => address) });
        return;
      }
      const errno = errnoOf(error);
      const outcome = outcomeOf(errno);
      resolve({
        id,
        outcome: outcome === 'no-name' || outcome === 'no-dns' ? outcome : 'other',
        addresses: [],
        errno,
      });
    });
  });
}

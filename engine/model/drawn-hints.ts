import type { EndpointSlice } from '../kube/index.ts';

const drawn = new WeakMap<EndpointSlice, ReadonlySet<string>>();

/**
 * Remembers of a slice that its hints for these zones are one of several that the controller could have
 * written: it goes through its zones in no order. Slices that a cluster returned say what it did write.
 */
export function markDrawnHints(slice: EndpointSlice, zones: ReadonlySet<string>): void {
  drawn.set(slice, zones);
}

/** True if chance decided which endpoints of a slice serve a zone. */
export function hasDrawnHints(slice: EndpointSlice, zone: string): boolean {
  return drawn.get(slice)?.has(zone) === true;
}

import type { FieldPath, Manifest } from './manifest.ts';
import type { KubeObject } from './types/meta.ts';

/**
 * An object that nobody wrote as it is: one that a controller made or that was changed. Its fields
 * were written where `mapPath` says they come from in `origin`; the same place if left out.
 */
export function manifestOf<T extends KubeObject>(
  object: T,
  origin?: Manifest,
  mapPath?: (path: FieldPath) => FieldPath,
): Manifest<T> {
  return {
    object,
    placeOf: (path = []) => origin?.placeOf(mapPath ? mapPath(path) : path),
  };
}

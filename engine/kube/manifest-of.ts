import type { Place } from '../errors/index.ts';
import type { FieldPath, Manifest } from './manifest.ts';
import type { KubeObject } from './types/meta.ts';

type MapPath = (path: FieldPath) => FieldPath;

/**
 * An object that nobody wrote as it is: one that a controller made or that was changed. Its fields
 * were written where `mapPath` says they come from in `origin`; the same place if left out.
 */
export function manifestOf<T extends KubeObject>(
  object: T,
  origin?: Manifest,
  mapPath?: MapPath,
): Manifest<T> {
  return new DerivedManifest(object, origin, mapPath);
}

class DerivedManifest<T extends KubeObject> implements Manifest<T> {
  readonly object: T;
  readonly #origin: Manifest | undefined;
  readonly #mapPath: MapPath | undefined;

  constructor(object: T, origin: Manifest | undefined, mapPath: MapPath | undefined) {
    this.object = object;
    this.#origin = origin;
    this.#mapPath = mapPath;
  }

  placeOf(path: FieldPath = []): Place | undefined {
    return this.#origin?.placeOf(this.#back(path));
  }

  keyPlaceOf(path: FieldPath): Place | undefined {
    return this.#origin?.keyPlaceOf?.(this.#back(path));
  }

  lineOf(path: FieldPath): string | undefined {
    return this.#origin?.lineOf?.(this.#back(path));
  }

  #back(path: FieldPath): FieldPath {
    return this.#mapPath ? this.#mapPath(path) : path;
  }
}

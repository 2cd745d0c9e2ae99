import type { Place } from '../../errors/index.ts';
import type { FieldPath, Manifest } from '../manifest.ts';
import type { KubeObject } from '../types/meta.ts';
import type { Fields } from './fields.ts';

/** An object that was written in a file. */
export class ParsedManifest<T extends KubeObject = KubeObject> implements Manifest<T> {
  readonly object: T;
  readonly #fields: Fields;

  constructor(object: T, fields: Fields) {
    this.object = object;
    this.#fields = fields;
  }

  placeOf(path: FieldPath = []): Place | undefined {
    return this.#fields.placeOf(path);
  }

  keyPlaceOf(path: FieldPath): Place | undefined {
    return this.#fields.keyPlaceOf(path);
  }

  lineOf(path: FieldPath): string | undefined {
    return this.#fields.lineOf(path);
  }
}

import type { Place } from '../errors/index.ts';
import type { KubeObject } from './types/meta.ts';

/** From an object's root to one of its fields: `['spec', 'ports', 0, 'nodePort']`. */
export type FieldPath = readonly (string | number)[];

/** An API object and where each of its fields was written. */
export interface Manifest<T extends KubeObject = KubeObject> {
  readonly object: T;
  /**
   * Where a field was written; where the nearest field around it was, if it was left out;
   * nothing for an object that nobody wrote (the `kubernetes` Service, say).
   */
  placeOf(path?: FieldPath): Place | undefined;
  /** Where a field's key was written, and the line that has it: of objects that somebody wrote. */
  keyPlaceOf?(path: FieldPath): Place | undefined;
  lineOf?(path: FieldPath): string | undefined;
}

/** `spec.ports[0].nodePort`, `metadata.labels[example.com/app]`: the way the API server writes a path. */
export function formatPath(path: FieldPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number' || !plain.test(step)) return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

const plain = /^[\w-]+$/;

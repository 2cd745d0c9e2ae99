import type { Fault } from '../structure/check-structure.ts';
import type { KubeObject } from '../types/meta.ts';

/** The API server's rules for one object alone, on create. */
export function validateObject(_object: KubeObject): readonly Fault[] {
  return [];
}

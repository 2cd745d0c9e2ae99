import type { Problem } from '../../../errors/index.ts';
import { formatPath, formatRef, refOf, type FieldPath, type Manifest } from '../../../kube/index.ts';

/** An update that the API server refuses, in its words. */
export function refusal(manifest: Manifest, path: FieldPath, text: string): Problem {
  return {
    what: `${formatRef(refOf(manifest.object))}, ${formatPath(path)}: ${text}`,
    where: manifest.placeOf(path),
    hint: 'delete it first, then apply it',
  };
}

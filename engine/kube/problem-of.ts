import type { Problem } from '../errors/index.ts';
import { formatPath, type Manifest } from './manifest.ts';
import { formatRef, refOf } from './ref.ts';
import type { Fault } from './structure/check-structure.ts';

/** What is wrong with a field of an object, with its place and in the API server's words. */
export function problemOf(fault: Fault, manifest: Manifest, subject = nameOf(manifest)): Problem {
  const { what, expected, hint, reason = 'BadRequest', message = what } = fault;
  const path = fault.at ?? fault.path;
  const field = formatPath(fault.path);
  const { kind, namespace, name } = refOf(manifest.object);
  return {
    what: field === '' ? `${subject}: ${what}` : `${subject}, ${field}: ${what}`,
    where: fault.atKey ? (manifest.keyPlaceOf?.(path) ?? manifest.placeOf(path)) : manifest.placeOf(path),
    found: fault.found ?? manifest.lineOf?.(path),
    expected,
    hint,
    api: { kind, namespace, name, field, reason, message },
  };
}

export function nameOf(manifest: Manifest): string {
  return formatRef(refOf(manifest.object));
}

/**
 * Endings that only the world outside can answer. Any other name that the cluster does not know is taken not
 * to exist: a mistyped namespace (`web.shpo`) is far likelier than a domain of that name.
 */
const publicEndings: ReadonlySet<string> = new Set(
  'com net org edu gov mil int info biz io eu us ca uk de fr nl ch jp cn kr au nz br ru'.split(' '),
);

/** True for names such as `example.com`. */
export function isPublicName(name: string): boolean {
  const labels = name.toLowerCase().split('.');
  return labels.length > 1 && publicEndings.has(labels.at(-1) ?? '');
}

import { canonicalAddress } from '../../kube/index.ts';

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

/**
 * True for what no resolver has, wherever it is asked: names under `invalid` (RFC 6761), and addresses, for
 * an alias to an address reads it as a name (documentation of Services, ExternalName).
 */
export function neverResolves(name: string): boolean {
  return name.split('.').at(-1)?.toLowerCase() === 'invalid' || canonicalAddress(name) !== undefined;
}

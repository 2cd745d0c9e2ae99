import type { Version } from './cluster.ts';

/** The release whose API definitions and rules the model takes when nobody names another. */
export const defaultVersion: Version = { major: 1, minor: 35 };

/** Reads `1.35`, `v1.35.2`, `1.35+`, or the tag of a node image (`kindest/node:v1.35.0@sha256:...`). */
export function parseVersion(text: string): Version | undefined {
  const [, major = '', minor = ''] = /(?:^|:)v?(\d{1,2})\.(\d{1,3})(?![\d])/.exec(text.trim()) ?? [];
  return minor === '' ? undefined : { major: Number(major), minor: Number(minor) };
}

/** `1.35` */
export function formatVersion(version: Version): string {
  return `${version.major}.${version.minor}`;
}

/** True if the release is `minimum` (`1.34`, say) or a later one. */
export function isAtLeast(version: Version, minimum: string): boolean {
  const wanted = parseVersion(minimum);
  if (!wanted) return false;
  return version.major !== wanted.major ? version.major > wanted.major : version.minor >= wanted.minor;
}

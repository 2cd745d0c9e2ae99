import type { SourceSeen } from '../../flow/index.ts';

/** `source kept 10.244.1.5`, `source hidden behind worker`; nothing where nobody is reached. */
export function saySource(source: SourceSeen | undefined): string {
  if (!source) return '';
  if (source.kept) return `source kept${source.address === undefined ? '' : ` ${source.address}`}`;
  return `source hidden behind ${source.node ?? 'a node'}`;
}

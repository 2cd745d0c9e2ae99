import { proxyModes, type ProxyMode, type Version } from '../../../kube/index.ts';
import { addressRows } from './addresses.ts';
import { affinityRows } from './affinity.ts';
import { endpointRows } from './endpoints.ts';
import { nodePortRows } from './node-ports.ts';
import { valueAt, type Cell, type Row } from './row.ts';
import { sourceRows } from './sources.ts';

/** The differences of one topic, for people. */
export interface ModeTopic {
  readonly title: string;
  readonly rows: readonly ModeDifference[];
}

export interface ModeDifference {
  readonly about: string;
  readonly evidence: string;
  /** Modes that do the same, and what they do. */
  readonly cases: readonly { readonly modes: readonly ProxyMode[]; readonly does: string }[];
}

const topics: readonly (readonly [string, readonly Row[]])[] = [
  ['addresses of Services', Object.values(addressRows)],
  ['node ports', Object.values(nodePortRows)],
  ['endpoints', Object.values(endpointRows)],
  ['sources', Object.values(sourceRows)],
  ['session affinity', affinityRows],
];

/** Everything in which these modes differ: at one release, or in all of them. A row in which they agree is left out. */
export function modeTable(modes: readonly ProxyMode[] = proxyModes, version?: Version): readonly ModeTopic[] {
  return topics
    .map(([title, rows]) => ({
      title,
      rows: rows.map((row) => differenceOf(row, modes, version)).filter(({ cases }) => cases.length > 1),
    }))
    .filter(({ rows }) => rows.length > 0);
}

function differenceOf(
  { about, evidence, words, cells }: Row,
  modes: readonly ProxyMode[],
  version?: Version,
) {
  const cases = new Map<string, ProxyMode[]>();
  for (const mode of modes) {
    const does = version ? (words[valueAt(cells[mode], version)] ?? '') : history(cells[mode], words);
    cases.set(does, [...(cases.get(does) ?? []), mode]);
  }
  return { about, evidence, cases: [...cases].map(([does, list]) => ({ does, modes: list })) };
}

/** `until 1.25: refused; from 1.26: dropped` */
function history(cell: Cell<string>, words: Row['words']): string {
  if (typeof cell === 'string') return words[cell] ?? '';
  return cell
    .map(([since, value], i) => {
      const next = cell[i + 1]?.[0];
      const isFirst = i === 0;
      const span = isFirst && next !== undefined ? `until ${before(next)}` : `from ${since}`;
      return `${span}: ${words[value] ?? ''}`;
    })
    .join('; ');
}

/** The minor release before one. */
function before(release: string): string {
  const [major, minor] = release.split('.');
  return `${major}.${Number(minor) - 1}`;
}

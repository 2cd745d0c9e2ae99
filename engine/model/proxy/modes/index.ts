import type { ProxyMode, Version } from '../../../kube/index.ts';
import { addressRows } from './addresses.ts';
import { endpointRows } from './endpoints.ts';
import { nodePortRows } from './node-ports.ts';
import { valueAt, type Row } from './row.ts';
import { sourceRows } from './sources.ts';

/** Everything in which proxy modes differ. The model decides by it, and people read it. */
export const modeRows = { ...addressRows, ...nodePortRows, ...endpointRows, ...sourceRows } as const;

type Rows = typeof modeRows;

/** What one mode does at one release, by the names of the rows. */
export type ModeTraits = {
  readonly [Name in keyof Rows]: Rows[Name] extends Row<infer Value> ? Value : never;
};

const known = new Map<string, ModeTraits>();

/** In what a mode differs from others at a release; everything else is the same in all of them. */
export function traitsOf(mode: ProxyMode, version: Version): ModeTraits {
  const key = `${mode} ${version.major}.${version.minor}`;
  let traits = known.get(key);
  if (!traits) known.set(key, (traits = columnOf(mode, version)));
  return traits;
}

function columnOf(mode: ProxyMode, version: Version): ModeTraits {
  const entries = Object.entries(modeRows).map(([name, { cells }]) => [
    name,
    valueAt<string>(cells[mode], version),
  ]);
  return Object.fromEntries(entries) as ModeTraits;
}

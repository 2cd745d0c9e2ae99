import { ExitCode, UserError } from '../../errors/index.ts';
import { cellOf, legend, printMatrix } from '../../flow/index.ts';
import { resolve, type State } from '../../model/index.ts';
import type { Host } from '../host.ts';
import type { InputOptions } from '../input-options.ts';
import { loadState } from '../load-state.ts';
import { clientsOf, type ClientClass } from './clients.ts';
import { destinationsOf, type Destination } from './destinations.ts';
import { mergeColumns, mergeRows, type Grid } from './merge.ts';

export interface MatrixOptions extends InputOptions {
  readonly namespace?: string;
}

/** Prints the table of all classes of clients and all ways to the Services. */
export async function matrix(
  host: Host,
  paths: readonly string[],
  options: MatrixOptions,
): Promise<ExitCode> {
  const state = await loadState(host, { ...options, manifests: [...paths, ...(options.manifests ?? [])] });
  const destinations = destinationsOf(state, options.namespace);
  if (destinations.length === 0) {
    throw new UserError({
      what: 'there is no Service with a port',
      found: paths.join(' ') || 'no manifests',
      hint: 'reachform matrix FOLDER',
    });
  }
  const clients = clientsOf(state);
  const grid = mergeColumns(mergeRows(gridOf(state, clients, destinations)));
  const pods = clients.reduce((total, { size }) => total + size, 0);
  const summary = `${grid.columns.length} destinations, ${grid.rows.length} classes of clients, ${pods} pods`;
  const shown = legend(grid.rows.flatMap(({ cells }) => cells));
  host.stdout.write(
    `${printMatrix({
      destinations: grid.columns.map(({ label }) => label),
      rows: grid.rows.map(({ label, cells }) => ({ client: label, cells })),
    })}\n\n${shown}      ${summary}\n`,
  );
  return ExitCode.asExpected;
}

function gridOf(state: State, clients: readonly ClientClass[], destinations: readonly Destination[]): Grid {
  return {
    columns: destinations,
    rows: clients.map(({ group, place, client }) => ({
      group,
      place,
      label: group,
      cells: destinations.map(({ to, protocol }) => cellOf(resolve(state, { from: client, to, protocol }))),
    })),
  };
}

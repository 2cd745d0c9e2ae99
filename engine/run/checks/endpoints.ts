import { UserError, type Place, type Problem } from '../../errors/index.ts';
import { matchesPattern, parseBackends, type Backend, type BackendPattern } from '../../flow/index.ts';
import type { EndpointSlice, Service } from '../../kube/index.ts';
import { columns } from '../../report/index.ts';
import type { Session } from '../session.ts';
import { readTable, type NamedRow } from '../tables/table.ts';
import type { View } from '../view.ts';
import type { Inspection } from './objects.ts';
import { expectService } from './services.ts';

const conditions = ['ready', 'serving', 'terminating'] as const;
type Condition = (typeof conditions)[number];

/** One address and port of a Service, as its slices say. */
interface Entry extends Readonly<Record<Condition, boolean>> {
  readonly backend: Backend;
}

interface Line extends Readonly<Partial<Record<Condition, boolean>>> {
  readonly pattern: BackendPattern;
  readonly port?: number;
  readonly text: string;
}

/** The endpoints of a Service are those of a table, no more and no fewer. */
export async function expectEndpoints(
  session: Session,
  name: string,
  cells: readonly (readonly string[])[],
): Promise<void> {
  const lines = readLines(cells, session.sentence.rows);
  await expectService(session, name, (service, view) => compare(lines, entriesOf(view, service), view));
}

export async function expectNoEndpoints(session: Session, name: string): Promise<void> {
  await expectService(session, name, (service, view) => compare([], entriesOf(view, service), view));
}

function entriesOf(view: View, { metadata, spec }: Service): readonly Entry[] {
  const { namespace = 'default', name } = metadata;
  // Pods that lack the targetPort by name stand in slices without ports: nobody is sent there.
  const needsPort = (spec.ports ?? []).length > 0;
  const entries = view.state.objects
    .list<EndpointSlice>('EndpointSlice', namespace)
    .filter(({ object }) => object.metadata.labels?.['kubernetes.io/service-name'] === name)
    .filter(({ object }) => !needsPort || (object.ports ?? []).length > 0)
    .flatMap(({ object: { endpoints, ports } }) =>
      (endpoints ?? []).flatMap((endpoint) =>
        (ports && ports.length > 0 ? ports : [{}]).flatMap(({ port = 0 }: { port?: number }) =>
          endpoint.addresses.map((ip): Entry => {
            const { ready, serving, terminating } = endpoint.conditions ?? {};
            const { kind, namespace: ns = namespace, name: pod } = endpoint.targetRef ?? {};
            return {
              backend: {
                ip,
                port,
                probability: 1,
                ...(kind === 'Pod' && { pod: `${ns}/${pod}` }),
                ...(endpoint.nodeName !== undefined && { node: endpoint.nodeName }),
              },
              // A condition that is left out reads as discovery/v1 documents it.
              ready: ready ?? true,
              serving: serving ?? ready ?? true,
              terminating: terminating ?? false,
            };
          }),
        ),
      ),
    );
  const key = ({ backend }: Entry): string => `${backend.ip} ${backend.port}`;
  return entries.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function compare(lines: readonly Line[], entries: readonly Entry[], view: View): Inspection {
  const assigned = assign(lines, entries, view);
  const lineOf = (entry: Entry): Line | undefined => assigned.get(entry);
  const strangers = entries
    .filter((entry) => !lineOf(entry))
    .map((entry) => `${describe(entry)} is an endpoint that no line expects`);
  const missing = lines
    .filter((line) => !entries.some((entry) => lineOf(entry) === line))
    .map((line) => `${line.text} is no endpoint`);
  const different = entries.flatMap((entry) => {
    const line = lineOf(entry);
    return conditions
      .filter((condition) => line && !agrees(line, entry, condition))
      .map((condition) => `${describe(entry)} is ${entry[condition] ? '' : 'not '}${condition}`);
  });
  return { findings: [...missing, ...strangers, ...different], found: asTable(entries) };
}

/**
 * Which line speaks of which endpoint: one that names it before one with a `*`, one that is right about it before
 * one that is not, and one that speaks of nobody yet before the others.
 */
function assign(lines: readonly Line[], entries: readonly Entry[], view: View): ReadonlyMap<Entry, Line> {
  const isExact = ({ text }: Line): boolean => !text.includes('*');
  const ordered = [...lines.filter(isExact), ...lines.filter((line) => !isExact(line))];
  const assigned = new Map<Entry, Line>();
  for (const entry of entries) {
    const about = ordered.filter(
      (line) =>
        (line.port === undefined || line.port === entry.backend.port) &&
        matchesPattern(line.pattern, entry.backend, view.knowledge),
    );
    const right = about.filter((line) => conditions.every((condition) => agrees(line, entry, condition)));
    const used = new Set(assigned.values());
    const line =
      right.find((one) => !used.has(one)) ?? right[0] ?? about.find((one) => !used.has(one)) ?? about[0];
    if (line) assigned.set(entry, line);
  }
  return assigned;
}

function agrees(line: Line, entry: Entry, condition: Condition): boolean {
  return line[condition] === undefined || line[condition] === entry[condition];
}

function describe({ backend }: Entry): string {
  const address = `${backend.ip}:${backend.port}`;
  return backend.pod === undefined ? address : `pod ${backend.pod} (${address})`;
}

function asTable(entries: readonly Entry[]): readonly string[] {
  if (entries.length === 0) return ['no endpoints'];
  const word = (yes: boolean): string => (yes ? 'yes' : 'no');
  return columns(
    [
      ['pod', 'address', 'node', ...conditions],
      ...entries.map((entry) => [
        entry.backend.pod ?? '-',
        `${entry.backend.ip}:${entry.backend.port}`,
        entry.backend.node ?? '-',
        ...conditions.map((condition) => word(entry[condition])),
      ]),
    ],
    2,
  );
}

function readLines(cells: readonly (readonly string[])[], places: readonly Place[]): readonly Line[] {
  const table = readTable(
    cells,
    { required: [], optional: ['pod', 'ip', 'port', 'node', ...conditions] },
    places,
  );
  if ('problems' in table) throw new UserError(table.problems);
  const problems: Problem[] = [];
  const lines = table.rows.flatMap((row) => readLine(row, problems) ?? []);
  if (problems.length > 0) throw new UserError(problems);
  return lines;
}

function readLine(row: NamedRow, problems: Problem[]): Line | undefined {
  const who = row.cell('pod') || row.cell('ip');
  const [pattern] = parseBackends(who);
  if (!pattern) {
    problems.push({ what: 'a line names neither a pod nor an address', where: row.place });
    return undefined;
  }
  const port = row.cell('port');
  const node = row.cell('node');
  const told = conditions.flatMap((condition) => {
    const text = row.cell(condition).toLowerCase();
    if (text !== '' && text !== 'yes' && text !== 'no') {
      problems.push({
        what: `"${condition}" is "${text}"`,
        where: row.place,
        expected: 'yes, no, or nothing',
      });
    }
    return text === '' ? [] : [[condition, text === 'yes'] as const];
  });
  return {
    pattern: node === '' ? pattern : { ...pattern, node },
    ...(port !== '' && { port: Number(port) }),
    ...Object.fromEntries(told),
    text: `${row.cell('pod') ? 'pod ' : ''}${who}${port === '' ? '' : `, port ${port},`}`,
  };
}

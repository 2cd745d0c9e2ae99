import type { VerdictKind } from '../../flow/index.ts';
import { indent, leftRight, wrap } from '../failure/layout.ts';
import { leftOutLines, nothingRanLines, type LeftOutCount } from './left-out.ts';
import type { FeatureResult, ScenarioResult } from './run-log.ts';

const columns = 96;

/** What the last lines say of a whole run. */
export interface Totals {
  readonly scenarios: number;
  readonly failed: number;
  readonly skipped: number;
  readonly verdicts: ReadonlyMap<VerdictKind, number>;
  /** What was accepted though it is not certain, and for how many flows. */
  readonly notes?: ReadonlyMap<string, number>;
  /** Scenarios that could not run everywhere. */
  readonly leftOut?: readonly LeftOutCount[];
  /** Back ends on which some scenario ran. */
  readonly ranOn?: ReadonlySet<string>;
  /** Where the time of clusters went. */
  readonly times?: readonly string[];
  readonly seconds?: number | undefined;
  /** Commands to go on with. */
  readonly next: readonly string[];
}

/** The command to the left, where it runs to the right. */
export function headLine(command: string, where: readonly string[]): string {
  const short = command.length > 72 ? `${command.slice(0, 69)}...` : command;
  return leftRight([short], where.join(' · '), columns + 2).join('\n');
}

/** A line for a feature, and for each of its scenarios that failed what it said. */
export function featureLines({ name, scenarios }: FeatureResult): string[] {
  const failed = scenarios.filter(({ status }) => status === 'failed');
  const count = plural(scenarios.length, 'scenario');
  const padded = count.padEnd(count.endsWith('s') ? 0 : count.length + 1);
  const right = failed.length > 0 ? `${failed.length} of ${count} failed   ✗` : `${padded}   ✓`;
  return [
    ...indent(leftRight(wrap(name, columns - 20), right, columns), 2),
    ...failed.flatMap((scenario) => scenarioLines(scenario)),
    ...(failed.length > 0 ? [''] : []),
  ];
}

function scenarioLines({ name, file, line, messages }: ScenarioResult): string[] {
  const title = indent(leftRight(wrap(`✗ ${name}`, columns - 30), `${file}:${line}`, columns), 2);
  const texts = messages.flatMap((message) => ['', ...indent(message.split('\n'), 6)]);
  return ['', ...title, ...texts];
}

/** `41 scenarios, 163 flows, all as expected in 1.1 s`, or what is not. */
export function totalLines(totals: Totals): string[] {
  const {
    scenarios,
    failed,
    skipped,
    verdicts,
    notes,
    leftOut = [],
    ranOn,
    times = [],
    seconds,
    next,
  } = totals;
  const flows = [...verdicts.values()].reduce((sum, count) => sum + count, 0);
  const time = seconds === undefined ? '' : ` in ${formatSeconds(seconds)}`;
  const all = [plural(scenarios, 'scenario'), ...(flows > 0 ? [plural(flows, 'flow')] : [])].join(', ');
  const bad = [
    ...(failed > 0 ? [`${plural(failed, 'scenario')} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...kindsInWords(verdicts),
  ];
  const idle = new Set(leftOut.map(({ backEnd }) => backEnd).filter((one) => ranOn?.has(one) === false));
  const outcome = bad.length === 0 ? `, all as expected${time}` : `${time}: ${bad.join(', ')}`;
  return [
    `  ${all}${outcome}`,
    ...noteLines(notes ?? new Map()),
    ...leftOutLines(leftOut).map((text) => `  ${text}`),
    ...nothingRanLines(idle).map((text) => `  ${text}`),
    ...times.flatMap((text) => indent(wrap(text, columns - 4), 2)),
    ...(next.length > 0
      ? ['', ...next.map((one, index) => `  ${index === 0 ? 'Now try:' : '        '}   ${one}`)]
      : []),
  ];
}

const kinds: readonly (readonly [VerdictKind, string])[] = [
  ['scenario-fails', 'not as expected'],
  ['cluster-differs', 'where the cluster differs'],
  ['model-is-wrong', 'where the model is wrong'],
  ['unknown', 'unknown'],
];

function kindsInWords(verdicts: ReadonlyMap<VerdictKind, number>): string[] {
  return kinds.flatMap(([kind, words]) => {
    const count = verdicts.get(kind) ?? 0;
    return count > 0 ? [`${plural(count, 'flow')} ${words}`] : [];
  });
}

function noteLines(notes: ReadonlyMap<string, number>): string[] {
  const sorted = [...notes].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.flatMap(([note, count]) => indent(wrap(`${plural(count, 'flow')}: ${note}`, columns - 4), 2));
}

function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

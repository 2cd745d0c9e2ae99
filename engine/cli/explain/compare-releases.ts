import { UserError } from '../../errors/index.ts';
import { formatAnswer, type Answer, type Flow } from '../../flow/index.ts';
import { formatVersion, knownRange, knownReleases } from '../../kube/index.ts';
import { resolve, type State } from '../../model/index.ts';
import { columns, leftRight, traceLines, wrap } from '../../report/index.ts';
import { saySource } from './say-source.ts';

/** A flow at one release, or why there is none: its API server or its proxies would not take what is written. */
interface AtRelease {
  readonly release: string;
  readonly answer?: Answer;
  readonly refusal?: string;
}

interface Range {
  readonly releases: readonly string[];
  readonly first: AtRelease;
}

/**
 * One flow at every release that the model knows: equal answers next to each other are one range, and how each
 * was decided is told once.
 *
 * @param stateAt makes the state at a release. Throws a UserError where that release takes no such objects.
 */
export function releaseComparison(
  stateAt: (release: string) => State,
  flow: Flow,
  title: string,
  namespace: string,
): readonly string[] {
  const all = knownReleases.map((version): AtRelease => atRelease(stateAt, flow, formatVersion(version)));
  const ranges = fold(all, (one) => `${sayEnd(one, namespace)}\n${sayBackends(one)}`);
  const ways = fold(all, (one) => decisions(one).join('\n')).filter(({ first }) => first.answer);
  const groups = Map.groupBy(ways, ({ first }) => decisions(first).join('\n'));
  return [
    ...leftRight([title], `Kubernetes ${knownRange()}`, 96),
    '',
    ...rangeLines(ranges, namespace),
    ...[...groups.values()].flatMap((group) => ['', ...explained(group)]),
  ];
}

/** Answers as a table; refusals are sentences, and take the room that they need. */
function rangeLines(ranges: readonly Range[], namespace: string): string[] {
  const labels = columns(ranges.map(({ releases }) => [`  ${sayRange(releases)}`, '']));
  const room = Math.max(...labels.map((label) => label.length)) + 3;
  const answers = columns(
    ranges.map(({ first }) =>
      first.answer ? [sayEnd(first, namespace), saySource(first.answer.source)] : [''],
    ),
  );
  return ranges.flatMap(({ first }, i) => {
    const lines = first.answer ? [answers[i] ?? ''] : wrap(first.refusal ?? '', 96 - room);
    return lines.map((line, n) => `${(n === 0 ? (labels[i] ?? '') : '').padEnd(room)}${line}`);
  });
}

function atRelease(stateAt: (release: string) => State, flow: Flow, release: string): AtRelease {
  try {
    return { release, answer: resolve(stateAt(release), flow) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const what = error.problems[0]?.what ?? '';
    return { release, refusal: `not taken: ${what.replaceAll(`Kubernetes ${release}`, 'this release')}` };
  }
}

function sayEnd({ answer, refusal = '' }: AtRelease, namespace: string): string {
  return answer ? formatAnswer(answer, namespace, true) : refusal;
}

function sayBackends({ answer }: AtRelease): string {
  return JSON.stringify([answer?.backends, answer?.source, answer?.reason]);
}

function decisions({ answer, refusal = '' }: AtRelease): string[] {
  if (!answer) return [refusal];
  const { trace, result, reason = '' } = answer;
  return [result, reason, ...trace.map(({ rule, decision }) => `${rule} ${decision}`)];
}

function explained(group: readonly Range[]): string[] {
  const answer = group[0]?.first.answer;
  if (!answer) return [];
  const releases = group.map((range) => sayRange(range.releases)).join(', ');
  const reason = answer.reason === undefined ? [] : wrap(answer.reason, 92).map((line) => `    ${line}`);
  return [...traceLines(answer.trace, `how it is decided in ${releases}`), ...reason].map((line) =>
    line === '' ? '' : `  ${line}`,
  );
}

/** `1.17 to 1.21` */
function sayRange(releases: readonly string[]): string {
  const [first = '', ...others] = releases;
  const last = others.at(-1);
  return last === undefined ? first : `${first} to ${last}`;
}

/** Neighbours that are alike, as one. */
function fold(all: readonly AtRelease[], keyOf: (one: AtRelease) => string): readonly Range[] {
  const ranges: { releases: string[]; first: AtRelease; key: string }[] = [];
  for (const one of all) {
    const key = keyOf(one);
    const last = ranges.at(-1);
    if (last?.key === key) last.releases.push(one.release);
    else ranges.push({ releases: [one.release], first: one, key });
  }
  return ranges;
}

import { formatPlace, type Place } from '../../errors/index.ts';
import type { VerdictKind } from '../../flow/index.ts';
import type { LineOf } from './excerpt.ts';
import { causeLines, differences, headline, traceLines, type FailedFlow } from './flow-failure.ts';
import { columns, indent, leftRight, width, wrap } from './layout.ts';

/** A sentence of a scenario, and where it stands. */
export interface Sentence {
  readonly text: string;
  readonly place?: Place | undefined;
}

/** What a failing sentence about flows prints. */
export interface Failure {
  readonly sentence: Sentence;
  readonly flows: readonly FailedFlow[];
  /** How many flows the sentence checks. */
  readonly total: number;
  /** More to look at, such as the whole matrix. */
  readonly tables?: readonly { readonly title: string; readonly lines: readonly string[] }[];
  /** Folders in which more was saved. */
  readonly evidence?: readonly string[];
  readonly lineOf: LineOf;
}

/** More than these are headlines only: after three reasons nobody reads on. */
const mostReasons = 3;

const meanings: Readonly<Record<VerdictKind, string | undefined>> = {
  pass: undefined,
  'scenario-fails': undefined,
  'cluster-differs':
    'The cluster does something else than expected and predicted: look at the cluster, or at its timing.',
  'model-is-wrong':
    'The cluster does what was expected, the model predicted otherwise: a bug of Reachform. Please report it.',
  unknown: 'This can not be told, so it does not pass.',
};

/** The sentence, what differs, the likely reason with its place, how it was decided, what to try. */
export function formatFailure(failure: Failure): string {
  const { sentence, flows, total, lineOf, tables = [], evidence = [] } = failure;
  const blocks: string[][] = [
    leftRight([sentence.text], sentence.place && formatPlace(sentence.place), width + 2),
  ];
  for (const kind of kindsOf(flows)) {
    const own = flows.filter((flow) => flow.verdict.kind === kind);
    const meaning = meanings[kind];
    if (meaning !== undefined) blocks.push(wrap(meaning, width));
    const groups = groupByReason(own);
    for (const group of groups.slice(0, mostReasons)) blocks.push(...groupBlocks(group, lineOf));
    const rest = groups.slice(mostReasons).flat();
    if (rest.length > 0) blocks.push(headlines(rest));
  }
  if (total > 1)
    blocks.push([`${flows.length} of ${total} flows ${flows.length === 1 ? 'is' : 'are'} not as expected`]);
  for (const { title, lines } of tables) blocks.push([title, ...indent(lines, 2)]);
  if (evidence.length > 0) blocks.push(evidence.map((folder) => `evidence   ${folder}`));
  return blocks
    .filter((block) => block.length > 0)
    .map((block, index) => (index === 0 ? block : indent(block, 2)).join('\n'))
    .join('\n\n');
}

function kindsOf(flows: readonly FailedFlow[]): readonly VerdictKind[] {
  return [...new Set(flows.map((flow) => flow.verdict.kind))];
}

/** Flows that fail for one and the same reason are told together. */
function groupByReason(flows: readonly FailedFlow[]): FailedFlow[][] {
  const groups = new Map<string, FailedFlow[]>();
  for (const [index, flow] of flows.entries()) {
    const [cause] = flow.causes;
    const key = cause ? `${cause.text}\0${cause.place ? formatPlace(cause.place) : ''}` : String(index);
    groups.set(key, [...(groups.get(key) ?? []), flow]);
  }
  return [...groups.values()];
}

function groupBlocks(group: readonly FailedFlow[], lineOf: LineOf): string[][] {
  const [first] = group;
  if (!first) return [];
  const [cause, ...others] = first.causes;
  const told = cause && causeLines(cause, lineOf);
  const more = others.map((one) => `or: ${one.text}${one.place ? ` (${formatPlace(one.place)})` : ''}`);
  const traces = [
    traceLines(first.verdict.predicted.trace, titleOf(first, 'the model')),
    ...first.verdict.observed.map((one) => traceLines(one.answer.trace, titleOf(first, one.backEnd))),
  ];
  return [
    headlines(group),
    [...new Set(group.flatMap((flow) => differences(flow)))],
    told?.reason ?? [],
    more,
    ...traces,
    told?.hint ?? [],
  ];
}

/** In columns where they fit, else each flow with its answers below it. */
function headlines(flows: readonly FailedFlow[]): string[] {
  const lines = columns(flows.map((flow) => headline(flow)));
  if (lines.every((line) => line.length <= width)) return lines;
  return flows.flatMap((flow) => {
    const [name = '', ...answers] = headline(flow);
    const split = answers.map((text) => [
      text.slice(0, text.indexOf(' ')),
      text.slice(text.indexOf(' ') + 1),
    ]);
    return [name, ...indent(columns(split), 4)];
  });
}

function titleOf({ verdict }: FailedFlow, who: string): string {
  return verdict.observed.length === 0 ? 'how it was decided' : `how ${who} decided`;
}

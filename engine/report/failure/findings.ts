import { formatPlace } from '../../errors/index.ts';
import type { LineOf } from './excerpt.ts';
import { causeLines, type Cause } from './flow-failure.ts';
import type { Sentence } from './failure.ts';
import { indent, leftRight, width, wrap } from './layout.ts';

/** Something that a sentence says and that is not so: of names, endpoints, or objects. */
export interface Finding {
  /** The back end that says otherwise. */
  readonly backEnd: string;
  readonly text: string;
}

/** What a failing sentence prints that is not about flows. */
export interface FailedSentence {
  readonly sentence: Sentence;
  readonly findings: readonly Finding[];
  /** A table to look at: what there is instead. */
  readonly found?: readonly string[];
  readonly causes?: readonly Cause[];
  /** Folders in which more was saved. */
  readonly evidence?: readonly string[];
  readonly lineOf: LineOf;
}

/** The sentence, what is not so, what there is instead, the likely reason. */
export function formatFindings(failed: FailedSentence): string {
  const { sentence, findings, found = [], causes = [], evidence = [], lineOf } = failed;
  const several = new Set(findings.map((finding) => finding.backEnd)).size > 1;
  const texts = findings.map(({ backEnd, text }) =>
    several || backEnd !== 'model' ? `${backEnd}: ${text}` : text,
  );
  const [cause] = causes;
  const told = cause && causeLines(cause, lineOf);
  const blocks = [
    [...new Set(texts)].flatMap((text) => wrap(text, width)),
    found.length > 0 ? ['found', ...indent(found, 2)] : [],
    told?.reason ?? [],
    told?.hint ?? [],
    evidence.map((folder) => `evidence   ${folder}`),
  ];
  return [
    leftRight([sentence.text], sentence.place && formatPlace(sentence.place), width + 2).join('\n'),
    ...blocks.filter((block) => block.length > 0).map((block) => indent(block, 2).join('\n')),
  ].join('\n\n');
}

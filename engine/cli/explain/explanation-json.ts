import type { Place } from '../../errors/index.ts';
import { ruleEvidence, type Answer, type Flow } from '../../flow/index.ts';
import type { Cause, WhyNot } from '../../model/index.ts';

export interface Explanation {
  readonly flow: Flow;
  readonly answer: Answer;
  readonly causes: readonly Cause[];
  readonly whyNot?: WhyNot | undefined;
}

/** The document that `reachform explain -o json` prints; `schemas/explanation.json` describes it. */
export function explanationJson({ flow, answer, causes, whyNot }: Explanation): string {
  const { trace, connections: _, ...said } = answer;
  const steps = trace.map(({ rule, decision, from, endpoints }) => ({
    rule,
    decision,
    evidence: ruleEvidence[rule],
    from: placeFields(from),
    endpoints: endpoints?.map((note) => ({ ...note, from: placeFields(note.from) })),
  }));
  const document = {
    version: 1,
    flow,
    answer: said,
    causes: causes.map((cause) => causeFields(cause)),
    steps,
    whyNot: whyNot && { ...whyNot, reasons: whyNot.reasons.map((cause) => causeFields(cause)) },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function causeFields({ text, place, hint }: Cause): object {
  return { text, from: placeFields(place), try: hint };
}

function placeFields(place: Place | undefined): object | undefined {
  return place && { file: place.file, line: place.line, column: place.column };
}

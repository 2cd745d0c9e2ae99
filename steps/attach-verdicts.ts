import type { Session, Verdict } from './engine.ts';

/** The media type of the attachment that carries verdicts for formatters and reports. */
export const verdictsMediaType = 'application/vnd.reachform.verdicts+json';

/** What the attachment holds. */
export interface VerdictsDocument {
  readonly version: 1;
  readonly scenario: string;
  readonly sentence: string;
  readonly place?: { readonly file: string; readonly line: number; readonly column: number };
  /** `kind, 1 control plane + 2 workers · iptables · Kubernetes 1.35` */
  readonly cluster: string;
  readonly backEnds: readonly string[];
  /** Back ends on which the scenario can't run, and why. */
  readonly leftOut: readonly { readonly backEnd: string; readonly reason: string }[];
  /** Those that pass without their traces: nobody reads them, and there are many. */
  readonly verdicts: readonly (Verdict | PassedVerdict)[];
}

/** A verdict in short. */
export type PassedVerdict = Pick<Verdict, 'kind' | 'flow' | 'expectation'> & {
  /** What was accepted though it is not certain. */
  readonly notes: readonly string[];
};

type Attach = (data: Buffer, mediaType: string) => unknown;

/** Hands the verdicts of a step to cucumber, where its World can attach anything. */
export function attachVerdicts(world: { readonly attach?: Attach }, session: Session): void {
  const verdicts = session.takeVerdicts();
  if (verdicts.length > 0) attach(world, session, verdicts);
}

/** The same at a scenario's end for one that was left out somewhere: it may have checked no flow. */
export function attachLeftOut(world: { readonly attach?: Attach }, session: Session): void {
  if (session.leftOut.length > 0) attach(world, session, session.takeVerdicts());
}

function attach(world: { readonly attach?: Attach }, session: Session, verdicts: readonly Verdict[]): void {
  if (typeof world.attach !== 'function') return;
  const { sentence, options } = session;
  const document: VerdictsDocument = {
    version: 1,
    scenario: options.scenario,
    sentence: sentence.text,
    ...(sentence.place && { place: sentence.place }),
    cluster: session.clusterInWords,
    backEnds: ['model', ...session.participants.map(({ backEnd }) => backEnd.name)],
    leftOut: session.leftOut,
    verdicts: verdicts.map(shorten),
  };
  // As bytes, because cucumber's own formatters print the whole of an attachment that is text.
  world.attach(Buffer.from(JSON.stringify(document)), verdictsMediaType);
}

function shorten(verdict: Verdict): Verdict | PassedVerdict {
  const { kind, flow, expectation, expected, observed } = verdict;
  if (kind !== 'pass') return verdict;
  const all = [expected, ...observed.flatMap((one) => [one.expected, one.predicted])];
  return { kind, flow, expectation, notes: [...new Set(all.flatMap(({ notes }) => notes))] };
}

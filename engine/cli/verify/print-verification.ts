import type { RunNotes } from '../../backend/recorded/index.ts';
import { formatAnswer, formatClient, type Flow, type NameSeen } from '../../flow/index.ts';
import { traceLines } from '../../report/index.ts';
import type { FlowDifference, NameDifference, Verification } from '../../run/index.ts';

/** A recording by its folder, and what came of it. */
export interface Verified {
  readonly folder: string;
  readonly notes: RunNotes;
  readonly verification: Verification;
}

/** One line for a recording about which the model is right; else every difference with the model's reasons. */
export function verificationText({ folder, notes, verification }: Verified): string {
  const { flows, sources, names, differences, nameDifferences } = verification;
  const wrong = differences.length + nameDifferences.length;
  const asked = [count(flows, 'flow'), count(sources, 'source address', 'es'), count(names, 'name')]
    .filter((text) => !text.startsWith('0 '))
    .join(', ');
  const head = `${folder}    ${notes.what}, Kubernetes ${notes.kubernetes}, ${notes.cluster.proxy.mode}`;
  const verdict = wrong === 0 ? 'the model predicts all of it' : count(wrong, 'difference');
  const accepted = [...verification.notes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([note, times]) => `  accepted ${times} times: ${note}`);
  return [
    head,
    `  ${asked}: ${verdict}`,
    ...accepted,
    ...differences.flatMap((difference) => differenceLines(difference)),
    ...nameDifferences.flatMap((difference) => nameLines(difference)),
    '',
  ].join('\n');
}

function differenceLines({ flow, predicted, observed, differences }: FlowDifference): string[] {
  return [
    '',
    `  ${formatFlow(flow)}`,
    `    predicted  ${formatAnswer(predicted)}`,
    `    observed   ${formatAnswer(observed)}, ${count(observed.attempts, 'attempt')}`,
    ...differences.map((text) => `    ${text}`),
    ...traceLines(predicted.trace).map((line) => `    ${line}`),
  ];
}

function nameLines({ ask, predicted }: NameDifference): string[] {
  return [
    '',
    `  ${formatClient(ask.from)} asks for "${ask.name}"`,
    `    predicted  ${formatSeen(predicted)}`,
    `    observed   ${formatSeen(ask.seen)}`,
  ];
}

function formatFlow({ from, to, protocol = 'TCP' }: Flow): string {
  return `${formatClient(from)} -> ${to}${protocol === 'TCP' ? '' : ` ${protocol}`}`;
}

function formatSeen({ outcome, addresses }: NameSeen): string {
  return outcome === 'addresses' ? addresses.join(', ') : outcome;
}

function count(number: number, one: string, plural = 's'): string {
  return `${number} ${one}${number === 1 ? '' : plural}`;
}

/** The same for machines, one object for each recording. */
export function verificationsJson(all: readonly Verified[]): string {
  const recordings = all.map(({ folder, verification }) => ({
    folder,
    ...verification,
    notes: Object.fromEntries([...verification.notes].sort(([a], [b]) => (a < b ? -1 : 1))),
  }));
  return `${JSON.stringify({ version: 1, recordings })}\n`;
}

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Place } from '../errors/index.ts';
import type { Flow, Verdict } from '../flow/index.ts';
import {
  formatFailure,
  formatFindings,
  type FailedSentence,
  type Failure,
  type Finding,
  type LineOf,
} from '../report/index.ts';
import { likelyCausesOf } from './causes.ts';
import type { Session } from './session.ts';

/** A sentence of a scenario is not so. Its text is the whole report: nobody is helped by a stack trace. */
export class ExpectationFailed extends Error {
  override readonly name = 'ExpectationFailed';

  constructor(message: string) {
    super(message);
    this.stack = message;
  }
}

/** Throws the report of all flows that are not as expected; does nothing if there are none. */
export async function failIfAny(
  session: Session,
  verdicts: readonly Verdict[],
  tables: Failure['tables'] = [],
): Promise<void> {
  const failed = verdicts.filter((verdict) => verdict.kind !== 'pass');
  if (failed.length === 0) return;
  const { model, sentence, namespace } = session;
  const flows = failed.map((verdict) => ({ verdict, causes: likelyCausesOf(model, verdict), namespace }));
  const evidence = await takeEvidence(
    session,
    failed.map((verdict) => verdict.flow),
  );
  const total = verdicts.length;
  throw new ExpectationFailed(
    formatFailure({ sentence, flows, total, tables, evidence, lineOf: lineReader() }),
  );
}

/** Throws the report of findings; does nothing if there are none. */
export async function failOnFindings(
  session: Session,
  findings: readonly Finding[],
  more: Pick<FailedSentence, 'found' | 'causes'> = {},
): Promise<void> {
  if (findings.length === 0) return;
  const { sentence } = session;
  const evidence = await takeEvidence(
    session,
    session.lastChecks.map((one) => one.flow),
  );
  throw new ExpectationFailed(
    formatFindings({ sentence, findings, ...more, evidence, lineOf: lineReader() }),
  );
}

/** Saves what clusters can show, before anything is torn down; a cluster that can't is no other failure. */
async function takeEvidence(session: Session, flows: readonly Flow[]): Promise<readonly string[]> {
  const { evidenceFolder, scenario } = session.options;
  const folders = await Promise.all(
    session.participants.map(({ backEnd }) => {
      const folder = join(evidenceFolder, scenario, backEnd.name.replaceAll(/[^\w.-]+/g, '-'));
      return backEnd.evidence(folder, flows).catch(() => undefined);
    }),
  );
  return folders.filter((folder) => folder !== undefined);
}

/** Reads lines of files that messages point to; a file that is gone has none. */
function lineReader(): LineOf {
  const files = new Map<string, readonly string[]>();
  return ({ file, line }: Place) => {
    if (!files.has(file)) files.set(file, linesOf(file));
    return files.get(file)?.[line - 1];
  };
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(resolve(file), 'utf8').split(/\r?\n/);
  } catch {
    return [];
  }
}

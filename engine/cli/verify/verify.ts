import { resolve as resolvePath } from 'node:path';
import { findRecordings, readRecording } from '../../backend/recorded/index.ts';
import { ExitCode } from '../../errors/index.ts';
import { verifyRecording } from '../../run/index.ts';
import type { Host } from '../host.ts';
import { verificationsJson, verificationText, type Verified } from './print-verification.ts';

export interface VerifyOptions {
  readonly output: 'json' | 'text';
}

/** Verifies all recordings in these folders; the exit code says whether the model is right about all of them. */
export async function verify(
  host: Host,
  folders: readonly string[],
  options: VerifyOptions,
): Promise<ExitCode> {
  const all: Verified[] = [];
  for (const shown of folders) {
    const base = resolvePath(host.cwd, shown);
    for (const found of await findRecordings(base)) {
      const recording = await readRecording(found);
      const folder = `${shown.replace(/\/+$/, '')}${found.slice(base.length)}`;
      all.push({ folder, notes: recording.notes, verification: verifyRecording(recording) });
    }
  }
  host.stdout.write(
    options.output === 'json' ? verificationsJson(all) : all.map((one) => verificationText(one)).join(''),
  );
  const wrong = all.some(
    ({ verification }) => verification.differences.length + verification.nameDifferences.length > 0,
  );
  return wrong ? ExitCode.expectationsFailed : ExitCode.asExpected;
}

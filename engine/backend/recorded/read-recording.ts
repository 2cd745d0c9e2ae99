import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError, type Problem } from '../../errors/index.ts';
import { parseFlow, type Flow, type Observation } from '../../flow/index.ts';
import type { KubeObject } from '../../kube/index.ts';
import { parseNotes } from './parse-notes.ts';
import { parseNameAsk } from './parse-name-ask.ts';
import { parseObservation } from './parse-observation.ts';
import { recordingFiles, type NameAsk, type Recording, type RunNotes } from './recording.ts';

/**
 * Reads the recording in a folder.
 *
 * @throws UserError with all that is wrong with its files.
 */
export async function readRecording(folder: string): Promise<Recording> {
  const problems: Problem[] = [];
  const texts: Record<string, string> = {};
  for (const name of Object.values(recordingFiles)) {
    try {
      texts[name] = await readFile(join(folder, name), 'utf8');
    } catch (error) {
      if (name === recordingFiles.names && (error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      problems.push({ what: `"${join(folder, name)}" can't be read`, found: (error as Error).message });
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  return parseRecording(texts, folder);
}

/** The folders of all recordings in a folder and the folders in it, sorted. */
export async function findRecordings(folder: string): Promise<readonly string[]> {
  let entries;
  try {
    entries = await readdir(folder, { recursive: true });
  } catch (error) {
    throw new UserError({ what: `there is no folder "${folder}"`, found: (error as Error).message });
  }
  const found = entries
    .filter((entry) => entry === recordingFiles.notes || entry.endsWith(`/${recordingFiles.notes}`))
    .map((entry) => join(folder, entry.slice(0, -recordingFiles.notes.length)).replace(/\/$/, ''))
    .sort();
  if (found.length > 0) return found;
  throw new UserError({
    what: `there is no recording in "${folder}"`,
    expected: `a folder with ${recordingFiles.notes}, ${recordingFiles.objects} and so on`,
    hint: 'reachform test --on kind --record DIR',
  });
}

/** The recording whose files have these texts, by file name. `folder` is how messages name their place. */
export function parseRecording(texts: Readonly<Record<string, string>>, folder: string): Recording {
  const problems: Problem[] = [];
  const said = (file: string, problem: Problem): void => {
    problems.push({ ...problem, what: `${join(folder, file)}: ${problem.what}` });
  };
  const notes = parseNotes(texts[recordingFiles.notes] ?? '', (p) => said(recordingFiles.notes, p));
  const objects = arrayOf(texts, recordingFiles.objects, said).filter((object, index) => {
    const fine = isObject(object);
    if (!fine) said(recordingFiles.objects, { what: `item ${index + 1} is no API object` });
    return fine;
  }) as KubeObject[];
  const flows = arrayOf(texts, recordingFiles.flows, said).map((json, index): Flow => {
    const flow = parseFlow(json);
    if ('what' in flow) said(recordingFiles.flows, { ...flow, what: `flow ${index + 1}: ${flow.what}` });
    return flow as Flow;
  });
  const names =
    texts[recordingFiles.names] === undefined
      ? []
      : arrayOf(texts, recordingFiles.names, said).map((json, index) => {
          const ask = parseNameAsk(json);
          if ('what' in ask) said(recordingFiles.names, { ...ask, what: `name ${index + 1}: ${ask.what}` });
          return ask as NameAsk;
        });
  const observations = arrayOf(texts, recordingFiles.observations, said).map((json, index): Observation => {
    const observation = parseObservation(json);
    if ('what' in observation) {
      said(recordingFiles.observations, {
        ...observation,
        what: `observation ${index + 1}: ${observation.what}`,
      });
    }
    return observation as Observation;
  });
  if (problems.length === 0) inStep(flows, observations, said);
  if (problems.length > 0) throw new UserError(problems);
  return { notes: notes as RunNotes, objects, flows, observations, names };
}

/** An observation belongs to the flow at its place; ids, where both have one, must say the same. */
function inStep(
  flows: readonly Flow[],
  observations: readonly Observation[],
  said: (file: string, problem: Problem) => void,
): void {
  if (flows.length !== observations.length) {
    said(recordingFiles.observations, {
      what: 'there is not one observation for each flow',
      found: `${observations.length} observations`,
      expected: `${flows.length}, one for each line of ${recordingFiles.flows}`,
    });
  }
  const wrong = flows.findIndex((flow, index) => {
    const id = observations[index]?.id;
    return id !== undefined && flow.id !== undefined && id !== flow.id;
  });
  if (wrong < 0) return;
  said(recordingFiles.observations, {
    what: `observation ${wrong + 1} is of another flow`,
    found: `id ${observations[wrong]?.id}`,
    expected: `id ${flows[wrong]?.id}`,
  });
}

function arrayOf(
  texts: Readonly<Record<string, string>>,
  file: string,
  said: (file: string, problem: Problem) => void,
): readonly unknown[] {
  let json: unknown;
  try {
    json = JSON.parse(texts[file] ?? '');
  } catch (error) {
    said(file, { what: 'it is no JSON', found: (error as Error).message });
    return [];
  }
  const list = file === recordingFiles.objects ? (json as { items?: unknown } | null)?.items : json;
  if (Array.isArray(list)) return list as readonly unknown[];
  said(file, {
    what: file === recordingFiles.objects ? 'it is no List' : 'it is no array',
    expected: file === recordingFiles.objects ? 'what `kubectl get -o json` prints' : '[...]',
  });
  return [];
}

function isObject(json: unknown): boolean {
  const { kind, metadata } = (json ?? {}) as { kind?: unknown; metadata?: { name?: unknown } };
  return typeof kind === 'string' && typeof metadata?.name === 'string';
}

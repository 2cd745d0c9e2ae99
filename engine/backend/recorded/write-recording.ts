import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { formatRef, refOf, type KubeObject } from '../../kube/index.ts';
import { recordingFiles, type Recording } from './recording.ts';
import { trimObject } from './trim-object.ts';

/** Writes a recording into a folder, which is made if need be. Returns the folder. */
export async function writeRecording(folder: string, recording: Recording): Promise<string> {
  await mkdir(folder, { recursive: true });
  await rm(join(folder, recordingFiles.names), { force: true });
  for (const [name, text] of Object.entries(formatRecording(recording))) {
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** The texts of a recording's files, by file name. Equal recordings give equal texts. */
export function formatRecording(recording: Recording): Readonly<Record<string, string>> {
  const objects = recording.objects
    .map((object) => trimObject(object))
    .filter((object): object is KubeObject => object !== undefined)
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return {
    [recordingFiles.notes]: stringify(recording.notes, { lineWidth: 0 }),
    [recordingFiles.objects]: `{"apiVersion":"v1","kind":"List","items":${lines(objects)}}\n`,
    [recordingFiles.flows]: `${lines(recording.flows)}\n`,
    [recordingFiles.observations]: `${lines(recording.observations)}\n`,
    ...(recording.names.length > 0 && { [recordingFiles.names]: `${lines(recording.names)}\n` }),
  };
}

/** A JSON array with one line for each element: short, and a difference shows one element. */
function lines(list: readonly unknown[]): string {
  return `[\n${list.map((element) => JSON.stringify(element)).join(',\n')}\n]`;
}

function sortKey(object: KubeObject): string {
  return formatRef(refOf(object));
}

import { parseAllDocuments } from 'yaml';
import { UserError, type Place } from '../../errors/index.ts';
import { manifestOf, refOf, type KubeObject, type Manifest, type RefusedManifest } from '../../kube/index.ts';
import { readDocString, type ReadManifests } from '../facts/read-manifests.ts';
import type { Session } from '../session.ts';

/** Applies a file or folder. */
export async function applyPath(session: Session, path: string): Promise<void> {
  await apply(session, await session.facts.read(path));
}

/** Applies what stands below the sentence. */
export async function applyText(session: Session, text: string): Promise<void> {
  const { docString, place } = session.sentence;
  await apply(session, readDocString(text, docString ?? place, fileOf(place)));
}

/** What is wrong with it is for the cluster to say too. */
async function apply(session: Session, read: ReadManifests): Promise<void> {
  const { manifests, problems } = await asUpdates(session, read);
  if (problems.length > 0) await session.applyWrong(read.texts.flatMap(asWritten), problems);
  else await session.change({ kind: 'apply', manifests });
}

/** An object that could not be created may be right as the update of one that is there. */
async function asUpdates(session: Session, read: ReadManifests): Promise<ReadManifests> {
  if (read.refused.length === 0) return read;
  await session.ready();
  const { objects } = session.model.state;
  const [updates, refused] = [true, false].map((isStored) =>
    read.refused.filter(({ manifest }) => {
      const { kind, namespace, name } = refOf(manifest.object);
      return (objects.get(kind, namespace, name) !== undefined) === isStored;
    }),
  ) as [RefusedManifest[], RefusedManifest[]];
  const settled = new Set(updates.flatMap(({ problems }) => problems));
  return {
    ...read,
    manifests: [...read.manifests, ...updates.map(({ manifest }) => manifest)],
    refused,
    problems: read.problems.filter((problem) => !settled.has(problem)),
  };
}

/** Gives what stands below the sentence. */
export function giveText(session: Session, text: string): void {
  const { docString, place } = session.sentence;
  const read = readDocString(text, docString ?? place, fileOf(place));
  if (read.problems.length > 0) throw new UserError(read.problems);
  session.facts.give(read);
}

/** Deletes every object of a file or folder. */
export async function deletePath(session: Session, path: string): Promise<void> {
  const { manifests, problems } = await session.facts.read(path);
  if (problems.length > 0) throw new UserError(problems);
  for (const { object } of manifests) await session.change({ kind: 'delete', object: refOf(object) });
}

/** Objects as somebody wrote them, right or wrong, for an API server to judge. */
function asWritten(text: string): readonly Manifest[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as Partial<KubeObject> | null)
    .filter((object): object is KubeObject => Boolean(object?.kind && object.metadata?.name))
    .map((object) => manifestOf(object));
}

function fileOf(place: Place | undefined): string {
  return place?.file ?? 'the scenario';
}

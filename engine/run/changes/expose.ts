import { closest, UserError, type Problem } from '../../errors/index.ts';
import { formatRef, manifestOf, refOf, type Manifest, type Ref } from '../../kube/index.ts';
import { expose, isRefusal } from '../expose/expose.ts';
import { readExposeOptions, type ExposeOptions } from '../expose/options.ts';
import type { Session } from '../session.ts';
import { kindNamed } from './kinds.ts';
import type { Named } from './change-by-words.ts';

/** What `kubectl expose KIND NAME` does, with its options in a table. */
export async function exposeNamed(
  session: Session,
  { kind, name }: Named,
  table: readonly (readonly string[])[] = [],
): Promise<void> {
  await session.ready();
  const [namespace = '', own = ''] = name.includes('/') ? name.split('/') : [session.namespace, name];
  await exposeRef(session, { kind: kindNamed(kind), namespace, name: own }, optionsOf(session, table));
}

/** What `kubectl expose -f PATH` does: every object of the file. */
export async function exposePath(
  session: Session,
  path: string,
  table: readonly (readonly string[])[] = [],
): Promise<void> {
  const { manifests, problems } = await session.facts.read(path);
  if (problems.length > 0) throw new UserError(problems);
  await session.ready();
  const options = optionsOf(session, table);
  for (const { object } of manifests) await exposeRef(session, refOf(object), options);
}

async function exposeRef(session: Session, ref: Ref, options: ExposeOptions): Promise<void> {
  const { place: where } = session.sentence;
  const { objects } = session.model.state;
  const found: Manifest | undefined = objects.get(ref.kind, ref.namespace, ref.name);
  if (!found) {
    const names = objects.list(ref.kind, ref.namespace).map(({ object }) => object.metadata.name);
    throw new UserError({
      what: `there is no ${formatRef(ref)} to expose`,
      where,
      found: names.join(', ') || 'none of its kind',
      hint: closest(ref.name, names),
    });
  }
  const service = expose(found.object, options);
  if (isRefusal(service)) {
    const problem: Problem = { what: `kubectl expose: ${service.refused}`, where };
    session.refuse(problem);
    return;
  }
  if (objects.get('Service', ref.namespace, service.metadata.name)) {
    session.refuse({ what: `services "${service.metadata.name}" already exists`, where });
    return;
  }
  const manifest = { ...manifestOf(service), object: service, placeOf: () => where };
  await session.change({ kind: 'apply', manifests: [manifest] });
}

function optionsOf(session: Session, table: readonly (readonly string[])[]): ExposeOptions {
  const read = readExposeOptions(table);
  if ('options' in read) return read.options;
  throw new UserError(read.problems.map((problem) => ({ ...problem, where: session.sentence.place })));
}

import { closest, UserError, type Problem } from '../../errors/index.ts';
import { formatRef, manifestOf, refOf, type Manifest, type Ref, type Service } from '../../kube/index.ts';
import { expose, isRefusal, type Refusal } from '../expose/expose.ts';
import { readExposeOptions, type ExposeOptions } from '../expose/options.ts';
import type { Session } from '../session.ts';
import type { View } from '../view.ts';
import { refTo, type Named } from './change-by-words.ts';

/** What `kubectl expose KIND NAME` does, with its options in a table. */
export async function exposeNamed(
  session: Session,
  named: Named,
  table: readonly (readonly string[])[] = [],
): Promise<void> {
  await exposeRef(session, await refTo(session, named), optionsOf(session, table));
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

/** Every back end exposes its own object: labels such as a template's hash are not the same everywhere. */
async function exposeRef(session: Session, ref: Ref, options: ExposeOptions): Promise<void> {
  const { place: where } = session.sentence;
  const made = exposeIn(session.model, ref, options);
  const problem = problemOf(session.model, ref, made);
  if (problem) {
    session.refuse({ ...problem, where });
    return;
  }
  await session.changeEach((view) => {
    const service = exposeIn(view, ref, options);
    if (!service || isRefusal(service))
      throw new UserError({
        ...problemOf(view, ref, service),
        what: `${view.backEnd}: ${formatRef(ref)} can not be exposed`,
        where,
      });
    return { kind: 'apply', manifests: [{ ...manifestOf(service), object: service, placeOf: () => where }] };
  });
}

function exposeIn(view: View, ref: Ref, options: ExposeOptions): Service | Refusal | undefined {
  const pod = ref.kind === 'Pod' ? view.knowledge.podNamed(`${ref.namespace}/${ref.name}`) : undefined;
  const name = pod === undefined ? ref.name : pod.slice(pod.indexOf('/') + 1);
  const found: Manifest | undefined = view.state.objects.get(ref.kind, ref.namespace, name);
  if (!found) return undefined;
  // A pod's own name is another on every cluster; the Service is called what the sentence called the pod.
  return expose(found.object, { name: ref.name.slice(0, 63), ...options });
}

function problemOf(view: View, ref: Ref, made: Service | Refusal | undefined): Problem | undefined {
  const { objects } = view.state;
  if (!made) {
    const names = objects.list(ref.kind).map(({ object }) => object.metadata.name);
    return {
      what: `there is no ${formatRef(ref)} to expose`,
      found: names.join(', ') || 'none of its kind',
      hint: closest(ref.name, names),
    };
  }
  if (isRefusal(made)) return { what: `kubectl expose: ${made.refused}` };
  const taken = objects.get('Service', ref.namespace, made.metadata.name);
  return taken ? { what: `services "${made.metadata.name}" already exists` } : undefined;
}

function optionsOf(session: Session, table: readonly (readonly string[])[]): ExposeOptions {
  const read = readExposeOptions(table);
  if ('options' in read) return read.options;
  throw new UserError(read.problems.map((problem) => ({ ...problem, where: session.sentence.place })));
}

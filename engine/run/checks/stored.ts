import { formatPath, isClusterScoped } from '../../kube/index.ts';
import { kindNamed } from '../changes/kinds.ts';
import { qualify } from '../names/translate.ts';
import type { Session } from '../session.ts';
import { fieldOf, readStoredTable, readStoredText, type StoredField } from '../tables/stored-table.ts';
import type { View } from '../view.ts';
import { expectObjects, type Inspection } from './objects.ts';

/** Fields of an object are as a table, or a part of an object, says: of what the API server holds. */
export async function expectStored(
  session: Session,
  { kind, name }: { readonly kind: string; readonly name: string },
  wanted: readonly (readonly string[])[] | string,
): Promise<void> {
  const { docString, place, rows } = session.sentence;
  const fields =
    typeof wanted === 'string' ? readStoredText(wanted, docString ?? place) : readStoredTable(wanted, rows);
  await expectObjects(session, (view) => inspect(view, kindNamed(kind), name, fields));
}

function inspect(view: View, kind: string, name: string, fields: readonly StoredField[]): Inspection {
  const [first = '', own = ''] = qualify(name, view.namespace).split('/');
  const namespace = isClusterScoped(kind) ? '' : first;
  const found = view.state.objects.get(kind, namespace, isClusterScoped(kind) ? name : own);
  if (!found)
    return { findings: [`there is no ${kind} ${isClusterScoped(kind) ? name : `${namespace}/${own}`}`] };
  const { object } = found;
  return {
    findings: fields.flatMap(({ path, wanted, isMet }) => {
      const value = fieldOf(object, path);
      return isMet(value, object)
        ? []
        : [`${formatPath(path)} is ${inWords(value)}, not ${wanted || 'left out'}`];
    }),
  };
}

function inWords(value: unknown): string {
  return value === undefined ? 'left out' : JSON.stringify(value);
}

import { ClusterError } from '../../../errors/index.ts';
import type { Denied } from './ask-permissions.ts';

/** `create and delete pods; get nodes`: every thing once, with all verbs. */
export function deniedInWords(denied: readonly Denied[]): string {
  const things = Map.groupBy(denied, ({ permission: { resource, namespace } }) =>
    namespace === undefined ? resource : `${resource} in namespace ${namespace}`,
  );
  return [...things]
    .map(([thing, all]) => `${all.map(({ verb }) => verb).join(', ')} ${thing}`)
    .sort()
    .join('; ');
}

/** Throws where something is missing that nothing can run without: all of it at once, with what to apply. */
export function refuseWithout(name: string, denied: readonly Denied[]): void {
  const needed = denied.filter(({ permission }) => permission.optionalFor === undefined);
  if (needed.length === 0) return;
  throw new ClusterError({
    what: `${name} does not let us run scenarios`,
    found: `not allowed: ${deniedInWords(needed)}`,
    expected: 'the roles of docs/context-rbac.yaml',
    hint: 'ask somebody who may to apply docs/context-rbac.yaml and to bind its roles to you',
  });
}

/** What is done without: a line for each thing that is not allowed and can be missed. */
export function notesOfMissing(denied: readonly Denied[]): readonly string[] {
  const optional = Map.groupBy(denied, ({ permission }) => permission.optionalFor);
  return [...optional].flatMap(([what, all]) =>
    what === undefined ? [] : [`not allowed: ${deniedInWords(all)}, so without ${what}`],
  );
}

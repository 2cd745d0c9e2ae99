import { closest } from '../../errors/index.ts';
import { matchesSelector, refOf, type KubeObject, type LabelSelector } from '../../kube/index.ts';
import type { State } from '../../model/index.ts';
import type { Resource } from '../../report/kubectl/index.ts';
import type { Target } from './targets.ts';

/** The objects of one kind, in the order they are to be printed. */
export interface Group {
  readonly resource: Resource;
  readonly objects: readonly KubeObject[];
}

export interface Selection {
  readonly groups: readonly Group[];
  /** Names that were asked for and do not exist, in kubectl's words. */
  readonly missing: readonly string[];
}

/** `namespace` is left out for all of them. */
export function selectObjects(
  state: State,
  targets: readonly Target[],
  namespace: string | undefined,
  selector: LabelSelector | undefined,
): Selection {
  const missing: string[] = [];
  const groups = targets.map(({ resource, names }) => {
    const all = state.objects.list(resource.kind).map(({ object }) => object);
    const here = all.filter(
      (object) => namespace === undefined || ['', namespace].includes(refOf(object).namespace),
    );
    if (names.length === 0) return { resource, objects: here.sort(byKey) };
    const objects = names.flatMap((name) => {
      const found = here.filter((object) => object.metadata.name === name);
      if (found.length === 0) missing.push(notFound(resource, name, here));
      return found;
    });
    return { resource, objects };
  });
  return {
    groups: groups.map(({ resource, objects }) => ({
      resource,
      objects: objects.filter(
        ({ metadata }) => !selector || matchesSelector(selector, metadata.labels ?? {}),
      ),
    })),
    missing,
  };
}

/** The order of an API server's store, where `a-b/x` comes before `a/x`. */
function byKey(a: KubeObject, b: KubeObject): number {
  const key = (object: KubeObject) => `${refOf(object).namespace}/${object.metadata.name}`;
  return key(a) < key(b) ? -1 : 1;
}

function notFound(resource: Resource, name: string, others: readonly KubeObject[]): string {
  const { plural, group } = resource;
  const line = `Error from server (NotFound): ${group === '' ? plural : `${plural}.${group}`} "${name}" not found\n`;
  const meant = closest(
    name,
    others.map(({ metadata }) => metadata.name),
  );
  return meant === undefined ? line : `${line}  try        ${meant}\n`;
}

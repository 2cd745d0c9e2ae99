import { closest, UserError, type Problem } from '../../errors/index.ts';
import {
  allKinds,
  findResource,
  resourceOf,
  resourceWords,
  type Resource,
} from '../../report/kubectl/index.ts';

/** One kind that was asked for, and the names if any were given. */
export interface Target {
  readonly resource: Resource;
  readonly names: readonly string[];
}

/**
 * Reads kubectl's ways to say what to get: `pods`, `svc,po`, `all`, `svc web db`, `svc/web pod/client`.
 * `otherKinds` are kinds that exist although they are not in the table of resources.
 */
export function parseTargets(words: readonly string[], otherKinds: readonly string[]): readonly Target[] {
  const problems: Problem[] = [];
  const find = (word: string): Resource | undefined => {
    const own = otherKinds.find((kind) =>
      [kind, `${kind}s`].some((it) => it.toLowerCase() === word.toLowerCase()),
    );
    const resource = findResource(word) ?? (own === undefined ? undefined : resourceOf(own));
    if (!resource) problems.push(unknownKind(word));
    return resource;
  };
  const targets = words.some((word) => word.includes('/'))
    ? pairs(words, find, problems)
    : kinds(words, find);
  if (problems.length > 0) throw new UserError(problems);
  return targets;
}

function kinds(
  [list = '', ...names]: readonly string[],
  find: (word: string) => Resource | undefined,
): Target[] {
  const resources = list
    .split(',')
    .flatMap((word) => (word === 'all' ? allKinds.map(resourceOf) : (find(word) ?? [])));
  return resources.map((resource) => ({ resource, names }));
}

function pairs(
  words: readonly string[],
  find: (word: string) => Resource | undefined,
  problems: Problem[],
): Target[] {
  return words.flatMap((word) => {
    const [kind = '', name = '', ...rest] = word.split('/');
    if (name === '' || rest.length > 0) {
      problems.push({
        what: `"${word}" is not of the form KIND/NAME, as the others are`,
        hint: `service/web`,
      });
      return [];
    }
    const resource = find(kind);
    return resource ? [{ resource, names: [name] }] : [];
  });
}

function unknownKind(word: string): Problem {
  const meant = closest(word, resourceWords());
  return {
    what: `there is no kind "${word}"`,
    hint: meant ?? 'pods, services, endpoints, endpointslices, nodes',
  };
}

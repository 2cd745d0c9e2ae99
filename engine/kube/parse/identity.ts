import { closest, type Problem } from '../../errors/index.ts';
import { allKinds, versionsOf } from '../structure/api-types.ts';
import type { KubeObject } from '../types/meta.ts';
import type { Read } from './read-documents.ts';

/** The object of a document, or what keeps it from being one. */
export function identify(read: Read): KubeObject | Problem[] {
  const { fields, list } = read;
  if (typeof read.value !== 'object' || read.value === null || Array.isArray(read.value)) {
    return [notAnObject(read)];
  }
  const value = read.value as Record<string, unknown>;
  // The items of a typed list, as the API server itself gives it, don't repeat what the list says.
  if (list && list.kind !== 'List') {
    value['kind'] ??= list.kind.slice(0, -'List'.length);
    value['apiVersion'] ??= list.apiVersion;
  }
  if (!('kind' in value) && !('apiVersion' in value)) return [somethingElse(read)];
  const problems: Problem[] = [];
  const say = (path: readonly string[], what: string, hint?: string): void => {
    problems.push({ what, where: fields.placeOf(path), found: fields.lineOf(path), hint });
  };
  const { kind, apiVersion, metadata } = value;
  const subject = typeof kind === 'string' ? kind : 'Object';
  if (typeof kind !== 'string' || kind === '') say(['kind'], 'kind: Required value', 'kind: Service');
  if (typeof apiVersion !== 'string' || apiVersion === '') {
    const [version = 'v1'] = typeof kind === 'string' ? versionsOf(kind) : [];
    say(['apiVersion'], `${subject}, apiVersion: Required value`, `apiVersion: ${version}`);
  } else if (typeof kind === 'string') {
    const wrong = unknownKind(apiVersion, kind);
    if (wrong) say([wrong.field], wrong.what, wrong.hint);
  }
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) {
    say(['metadata'], `${subject}, metadata: Required value`, 'metadata:\n  name: NAME');
    return problems;
  }
  const { name, generateName } = metadata as Readonly<Record<string, unknown>>;
  if (name === undefined || name === null || name === '') {
    say(
      ['metadata', 'name'],
      `${subject}, metadata.name: Required value`,
      generateName === undefined
        ? undefined
        : 'a generated name is not known before the object exists: give it a name of its own',
    );
  } else if (typeof name !== 'string') {
    say(
      ['metadata', 'name'],
      `${subject}, metadata.name: must be text`,
      typeof name === 'number' ? `name: "${name}"` : undefined,
    );
  }
  return problems.length > 0 ? problems : (value as unknown as KubeObject);
}

function notAnObject({ value, fields }: Read): Problem {
  const what = Array.isArray(value)
    ? 'a list'
    : `the ${typeof value === 'string' ? 'text' : 'value'} ${String(value)}`;
  return {
    what: `A document must be an API object, not ${what}`,
    where: fields.placeOf([]),
    hint: Array.isArray(value) ? 'separate objects by lines of ---, or use kind: List with items' : undefined,
  };
}

/** A chart's values, a compose file: what else is written in YAML and lies about in the same folder. */
function somethingElse({ fields }: Read): Problem {
  return {
    what: 'A document without kind and apiVersion is no API object',
    where: fields.placeOf([]),
    found: fields.lineOf([]),
    expected: 'kind, apiVersion and metadata',
    hint: 'leave this file out, or give the files one by one',
  };
}

/** A kind that Kubernetes does not have, as far as its own API groups tell: others may be custom. */
function unknownKind(
  apiVersion: string,
  kind: string,
): { field: 'kind' | 'apiVersion'; what: string; hint?: string } | undefined {
  if (allKinds.includes(`${apiVersion}/${kind}`)) return undefined;
  const versions = versionsOf(kind);
  const [group = ''] = apiVersion.includes('/') ? apiVersion.split('/') : [''];
  const isBuiltIn = !group.includes('.') || group.endsWith('.k8s.io');
  if (versions.length > 0) {
    const sameName = group !== '' && group.includes('.') && !isBuiltIn;
    if (sameName) return undefined;
    return {
      field: 'apiVersion',
      what: `${kind}, apiVersion: no kind ${kind} in ${apiVersion}`,
      hint: `apiVersion: ${versions[0]}`,
    };
  }
  const near = closest(
    kind,
    allKinds.map((key) => key.slice(key.lastIndexOf('/') + 1)),
  );
  if (!allKinds.some((key) => key.startsWith(`${apiVersion}/`))) return undefined;
  return {
    field: 'kind',
    what: `kind: no kind ${kind} in ${apiVersion}`,
    ...(near !== undefined && { hint: `kind: ${near}` }),
  };
}

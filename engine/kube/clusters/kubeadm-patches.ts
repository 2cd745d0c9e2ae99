import type { Problem } from '../../errors/index.ts';
import type { FieldPath } from '../manifest.ts';
import type { Fields } from '../parse/fields.ts';
import { readDocuments } from '../parse/read-documents.ts';
import { typeOfConfig } from '../structure/api-types.ts';
import { ConfigFile } from './config-file.ts';

/** One document of a `kubeadmConfigPatches` entry. */
export type Patch = ConfigFile<Readonly<Record<string, unknown>>> & { readonly kind: string };

/** Kinds that a patch can change. The kubelet's own configuration decides no flow. */
const patchable = new Set([
  'ClusterConfiguration',
  'InitConfiguration',
  'JoinConfiguration',
  'KubeProxyConfiguration',
  'KubeletConfiguration',
]);

/**
 * Reads the patches of a list: each is YAML in a text, merged into what kind gives to kubeadm. A patch
 * needs a kind; what it leaves out stays. Faulty ones are said and left out.
 */
export function readPatches(
  texts: readonly string[],
  path: FieldPath,
  fields: Fields,
  problems: Problem[],
): Patch[] {
  return texts.flatMap((_, i) => {
    const source = fields.embedded([...path, i]);
    if (!source) return [];
    const read = readDocuments(source);
    problems.push(...read.problems);
    return read.reads.flatMap((document): Patch[] => {
      const value = document.value as Readonly<Record<string, unknown>>;
      const kind = (value ?? {})['kind'];
      const file = new ConfigFile(
        typeof kind === 'string' ? kind : 'Patch',
        value,
        document.fields,
        problems,
      );
      if (typeof kind !== 'string' || !patchable.has(kind)) {
        file.say({
          path: ['kind'],
          what: kind === undefined ? 'Required value' : `kind has nothing of this kind to patch`,
          expected: `one of ${[...patchable].sort().join(', ')}`,
        });
        return [];
      }
      if (typeOfConfig(kind) && !file.hasRightShape()) return [];
      return [Object.assign(file, { kind })];
    });
  });
}

/** Merges patches of one kind as RFC 7386 does: objects deeply, everything else as a whole, null removes. */
export function mergePatches(patches: readonly Patch[], kind: string): Readonly<Record<string, unknown>> {
  return patches
    .filter((patch) => patch.kind === kind)
    .reduce((merged, patch) => merge(merged, patch.value) as Record<string, unknown>, {});
}

function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Extra arguments as a map (kubeadm v1beta3) or as a list of names and values (v1beta4). */
export function extraArgs(args: unknown): Readonly<Record<string, string>> {
  const pairs: readonly (readonly [unknown, unknown])[] = Array.isArray(args)
    ? args.filter(isObject).map((arg) => [arg['name'], arg['value']] as const)
    : Object.entries(isObject(args) ? args : {});
  return Object.fromEntries(
    pairs.flatMap(([name, value]) =>
      typeof name === 'string' && ['string', 'number', 'boolean'].includes(typeof value)
        ? [[name, String(value as string | number | boolean)]]
        : [],
    ),
  );
}

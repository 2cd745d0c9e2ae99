import { sortProblems, type Problem } from '../../errors/index.ts';
import { harmlessKinds, modelledKinds } from '../kinds.ts';
import type { Manifest } from '../manifest.ts';
import { problemOf } from '../problem-of.ts';
import { typeOfKind } from '../structure/api-types.ts';
import { checkStructure, type Fault } from '../structure/check-structure.ts';
import type { KubeObject } from '../types/meta.ts';
import { validateObject } from '../validate/validate-object.ts';
import type { Fields } from './fields.ts';
import { modelNeeds } from './model-needs.ts';
import { identify } from './identity.ts';
import { ParsedManifest } from './parsed-manifest.ts';
import { readDocuments } from './read-documents.ts';
import { Source } from './source.ts';

export interface RefusedManifest {
  readonly manifest: Manifest;
  readonly problems: readonly Problem[];
}

export interface ParsedManifests {
  /** In the order of the text; those with problems are left out. */
  readonly manifests: readonly Manifest[];
  /** Objects that are well formed but could not be created; as an update of a stored object one may do. */
  readonly refused: readonly RefusedManifest[];
  /** What is wrong, sorted by place. */
  readonly problems: readonly Problem[];
  /** What is ignored, sorted by place. */
  readonly warnings: readonly Problem[];
}

/**
 * Reads API objects from YAML or JSON: one document or many, lists, what `kubectl get -o yaml` prints. Every
 * object is compared with the API's definitions (Kubernetes 1.35), and judged by the rules that the API
 * server applies to one object alone. Never throws for what a user can write.
 */
export function parseManifests(text: string, file: string): ParsedManifests {
  const source = new Source(file, text);
  const { reads, problems } = readDocuments(source);
  const manifests: Manifest[] = [];
  const refused: RefusedManifest[] = [];
  const ignored = new Map<string, Fields>();
  const warnings: Problem[] = [];
  for (const read of reads) {
    const other = notForTheApi(read.value, read.fields);
    if (other) {
      warnings.push(other);
      continue;
    }
    const object = identify(read);
    if (Array.isArray(object)) {
      problems.push(...object);
      continue;
    }
    const manifest = new ParsedManifest(object, read.fields);
    const { misshapen, faults } = faultsOf(object);
    if (faults.length > 0) {
      const own = faults.map((fault) => problemOf(fault, manifest, subjectOf(object)));
      problems.push(...own);
      if (!misshapen) refused.push({ manifest, problems: own });
      continue;
    }
    const { kind } = object;
    if (!modelledKinds.has(kind) && !harmlessKinds.has(kind) && !ignored.has(kind))
      ignored.set(kind, read.fields);
    manifests.push(manifest);
  }
  for (const kind of [...ignored.keys()].sort()) {
    warnings.push({
      what: `The model ignores objects of kind ${kind}`,
      where: ignored.get(kind)!.placeOf(['kind']),
    });
  }
  return { manifests, refused, problems: sortProblems(problems), warnings };
}

/** Structure first; only what has the right shape can be judged further. */
function faultsOf(object: KubeObject): { misshapen: boolean; faults: readonly Fault[] } {
  const type = typeOfKind(object.apiVersion, object.kind);
  if (!type) return { misshapen: false, faults: [] };
  const faults = checkStructure(object, type);
  // A cluster of another release may know more fields; what it recorded is no typing mistake.
  const own = object.metadata.uid === undefined ? faults : faults.filter(({ atKey }) => !atKey);
  return own.length > 0
    ? { misshapen: true, faults: own }
    : { misshapen: false, faults: [...validateObject(object), ...modelNeeds(object)] };
}

/** Names the object as it was written: without a namespace where none is. */
function subjectOf({ kind, metadata }: KubeObject): string {
  const { namespace, name } = metadata;
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** Files that lie beside manifests and are meant for tools, not for the API server. */
function notForTheApi(value: unknown, fields: Fields): Problem | undefined {
  const { apiVersion, kind } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  if (!/^(?:kind\.x-k8s|kubeproxy\.config\.k8s|kubeadm\.k8s|kustomize\.config\.k8s)\.io\//.test(apiVersion)) {
    return undefined;
  }
  const where = fields.placeOf(['kind']);
  if (apiVersion.startsWith('kind.x-k8s.io/')) {
    return { what: 'A kind config is no manifest: ignored here', where, hint: 'give it as the cluster' };
  }
  if (apiVersion.startsWith('kubeproxy.config.k8s.io/') || apiVersion.startsWith('kubeadm.k8s.io/')) {
    return { what: `${kind} is no manifest: ignored here`, where, hint: 'give it with the cluster' };
  }
  if (apiVersion.startsWith('kustomize.config.k8s.io/')) {
    return {
      what: `${kind} is for kustomize: ignored here`,
      where,
      hint: 'give what `kubectl kustomize` prints',
    };
  }
  return undefined;
}

import { stringify } from 'yaml';
import type { KubeObject } from '../../kube/index.ts';

/** One object alone, several as a `List`; keys sorted, fields of server-side apply left out, as kubectl does. */
export function printYaml(objects: readonly KubeObject[], asList: boolean): string {
  // Written for readers of YAML 1.1: `yes`, `on` and times are quoted, as Kubernetes' own writer does.
  return stringify(document(objects, asList), { version: '1.1', indentSeq: false, lineWidth: 0 });
}

export function printJson(objects: readonly KubeObject[], asList: boolean): string {
  const text = JSON.stringify(document(objects, asList), undefined, 4);
  const escaped = text.replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${escaped}\n`;
}

function document(objects: readonly KubeObject[], asList: boolean): unknown {
  const items = objects.map((object) => sortKeys(withoutManagedFields(object)));
  if (!asList && items.length === 1) return items[0];
  return { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } };
}

function withoutManagedFields(object: KubeObject): KubeObject {
  const { managedFields: _, ...metadata } = object.metadata as typeof object.metadata & {
    managedFields?: unknown;
  };
  return { ...object, metadata };
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, sortKeys(field)]),
  );
}

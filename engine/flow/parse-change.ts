import type { Problem } from '../errors/index.ts';
import { isClusterScoped, parseManifests, type Ref } from '../kube/index.ts';
import type { Change } from './change.ts';
import { parseGoDuration } from './go-duration.ts';
import { isRecord, unknownField, wrongField } from './json-fields.ts';

/** What may stand between flows. The other changes are for scenarios. */
const kinds = ['apply', 'delete', 'pass'] as const;

/** True for JSON that stands for a change, right or wrong, and not for a flow. */
export function isChangeEntry(json: unknown): json is Record<string, unknown> {
  return isRecord(json) && kinds.some((kind) => json[kind] !== undefined) && json['to'] === undefined;
}

/**
 * Reads `{"apply": [objects]}`, `{"delete": {"kind", "namespace", "name"}}`, `{"pass": "3h"}`, each with an `id` if somebody
 * wants to find its error by it. `name` is the file of the objects in traces.
 */
export function parseChange(json: Record<string, unknown>, name: string): Change | readonly Problem[] {
  const stray = unknownField(json, ['id', ...kinds], 'a change');
  if (stray) return [stray];
  const [kind, ...others] = kinds.filter((one) => json[one] !== undefined);
  if (kind === undefined || others.length > 0) {
    return [wrongField('a change', json, `one of ${kinds.join(', ')}`)];
  }
  switch (kind) {
    case 'apply':
      return parseApply(json['apply'], name);
    case 'delete':
      return parseDelete(json['delete']);
    default:
      return parsePass(json['pass']);
  }
}

function parseApply(objects: unknown, name: string): Change | readonly Problem[] {
  const list: unknown[] = Array.isArray(objects) ? objects : [objects];
  const wrong = list.find((object) => !isRecord(object));
  if (wrong !== undefined || list.length === 0) {
    return [wrongField('apply', objects, 'a list of objects as the API has them')];
  }
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: list });
  const { manifests, problems } = parseManifests(text, name);
  // Lines would be those of the text above, which nobody has seen.
  const unplaced = problems.map((problem): Problem => ({ ...problem, where: undefined }));
  return problems.length > 0 ? unplaced : { kind: 'apply', manifests };
}

function parseDelete(object: unknown): Change | readonly Problem[] {
  const expected = '{"kind": "Service", "namespace": "shop", "name": "web"}';
  if (!isRecord(object)) return [wrongField('delete', object, expected)];
  const stray = unknownField(object, ['kind', 'namespace', 'name'], 'delete');
  if (stray) return [stray];
  const { kind, namespace = 'default', name } = object;
  if (typeof kind !== 'string' || typeof name !== 'string' || typeof namespace !== 'string') {
    return [wrongField('delete', object, expected)];
  }
  const ref: Ref = { kind, namespace: isClusterScoped(kind) ? '' : namespace, name };
  return { kind: 'delete', object: ref };
}

function parsePass(text: unknown): Change | readonly Problem[] {
  const seconds = typeof text === 'string' ? parseGoDuration(text) : undefined;
  return seconds === undefined
    ? [wrongField('pass', text, 'a duration such as "90s", "3h" or "1h30m"')]
    : { kind: 'pass-time', seconds };
}

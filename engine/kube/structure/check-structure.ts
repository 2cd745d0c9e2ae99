import { closest, type ApiReason } from '../../errors/index.ts';
import { formatPath, type FieldPath } from '../manifest.ts';
import type { ApiType, ObjectType } from './api-types.ts';
import { wrongType } from './wrong-type.ts';

/** What is wrong with one field; `atKey` where its key is meant and not its value. */
export interface Fault {
  readonly path: FieldPath;
  /** In words for people: the API server's, less what only repeats its rule as a regular expression. */
  readonly what: string;
  /** The API server's word for it; `BadRequest` if left out: it can't read the object. */
  readonly reason?: ApiReason;
  /** The API server's whole message, where `what` leaves something out. */
  readonly message?: string;
  readonly atKey?: boolean;
  /** Where it was written, if that is not what the API server calls it. */
  readonly at?: FieldPath | undefined;
  /** Who stands in the way; the line itself if left out. */
  readonly found?: string | undefined;
  readonly expected?: string | undefined;
  readonly hint?: string | undefined;
}

/** The API server fills these in, in its own time; whoever writes them by hand writes what matters. */
const recorded = new Set(['status', 'metadata']);

/**
 * Compares a value with its type: unknown fields, wrong types and missing fields, all of them. A field that is
 * null counts as left out, as for the API server, and is taken out of the value.
 */
export function checkStructure(value: unknown, type: ObjectType): Fault[] {
  const faults: Fault[] = [];
  checkValue(value, type, [], faults);
  return faults;
}

function checkValue(value: unknown, type: ApiType, path: (string | number)[], faults: Fault[]): void {
  switch (type.is) {
    case 'any':
      return;
    case 'string':
      if (typeof value !== 'string') break;
      return;
    case 'boolean':
      if (typeof value !== 'boolean') break;
      return;
    case 'integer':
      if (typeof value !== 'number' || !Number.isInteger(value)) break;
      return;
    case 'object':
      if (!isObject(value)) break;
      checkObject(value, type, path, faults);
      return;
    case 'list':
      if (!Array.isArray(value)) break;
      for (let i = 0; i < value.length; i++) {
        path.push(i);
        checkValue(value[i], type.of, path, faults);
        path.pop();
      }
      return;
    case 'map':
      if (!isObject(value)) break;
      checkMap(value, type.of, path, faults);
      return;
    case 'number':
      if (typeof value !== 'number') break;
      return;
    case 'int-or-string':
    case 'quantity':
      if (typeof value !== 'string' && typeof value !== 'number') break;
      return;
    case 'base64':
      if (typeof value !== 'string' || !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value)) break;
      return;
  }
  faults.push(wrongType(value, type, [...path]));
}

function checkObject(
  value: Record<string, unknown>,
  type: ObjectType,
  path: (string | number)[],
  faults: Fault[],
): void {
  const meant = new Set<string>();
  for (const field in value) {
    const known = type.fields.get(field);
    if (known === undefined) {
      faults.push(unknownField(field, type, path, meant));
      continue;
    }
    const own = value[field];
    if (own === null) {
      delete value[field];
      continue;
    }
    path.push(field);
    checkValue(own, known, path, faults);
    path.pop();
  }
  if (type.required.length === 0 || recorded.has(String(path[0]))) return;
  for (const field of type.required) {
    if (!(field in value) && !meant.has(field) && !optional.has(`${type.name}.${field}`)) {
      faults.push({ path: [...path, field], what: 'Required value', reason: 'Required' });
    }
  }
}

/** Required by the API's description, yet accepted by the API server when left out. */
const optional = new Set([
  'discovery.EndpointSlice.endpoints',
  // Left out they are 0, which is refused for what it is.
  'core.ServicePort.port',
  'core.EndpointPort.port',
  'core.HTTPGetAction.port',
  'core.TCPSocketAction.port',
  'core.GRPCAction.port',
  // Or empty.
  'core.HostAlias.ip',
  'core.PodSchedulingGate.name',
]);

function checkMap(
  value: Record<string, unknown>,
  of: ApiType,
  path: (string | number)[],
  faults: Fault[],
): void {
  for (const key in value) {
    // Go reads a null into a map of strings as an empty string: a label without a value.
    if (value[key] === null && of.is === 'string') value[key] = '';
    path.push(key);
    checkValue(value[key], of, path, faults);
    path.pop();
  }
}

/** Whoever writes `contaners` does not want to hear that `containers` is missing, too. */
function unknownField(field: string, type: ObjectType, path: FieldPath, found: Set<string>): Fault {
  const meant = closest(field, type.fields.keys());
  if (meant !== undefined) found.add(meant);
  const known = [...type.fields.keys()].sort();
  return {
    path: [...path, field],
    atKey: true,
    what: 'unknown field',
    message: `strict decoding error: unknown field "${formatPath([...path, field])}"`,
    expected: meant === undefined && known.length <= 12 ? `one of ${known.join(', ')}` : undefined,
    hint: meant === undefined ? undefined : `did you mean ${meant}?`,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

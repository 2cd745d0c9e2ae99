/**
 * Writes engine/kube/schema/kubernetes.json: the fields of the API objects that the engine reads, taken from the
 * OpenAPI document that Kubernetes publishes with its source (api/openapi-spec/swagger.json, Apache-2.0).
 *
 *   node scripts/generate-kubernetes-schema.ts PATH/TO/swagger.json
 *   node scripts/generate-kubernetes-schema.ts v1.35.8      fetches the module k8s.io/kubernetes with `go mod download`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';

/** Kinds whose fields are checked; whatever they refer to comes along. */
const wanted = [
  'v1/Namespace',
  'v1/Node',
  'v1/Pod',
  'v1/Service',
  'v1/Endpoints',
  'v1/Secret',
  'v1/ConfigMap',
  'v1/ServiceAccount',
  'v1/ReplicationController',
  'apps/v1/Deployment',
  'apps/v1/ReplicaSet',
  'apps/v1/StatefulSet',
  'apps/v1/DaemonSet',
  'batch/v1/Job',
  'discovery.k8s.io/v1/EndpointSlice',
  'networking.k8s.io/v1/Ingress',
  'networking.k8s.io/v1/IngressClass',
];

interface Definition {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly items?: Definition;
  readonly properties?: Readonly<Record<string, Definition>>;
  readonly additionalProperties?: Definition;
  readonly required?: readonly string[];
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

interface Written {
  readonly fields: Record<string, string>;
  readonly required?: readonly string[];
}

const special: Readonly<Record<string, string>> = {
  'meta.Time': 'string',
  'meta.MicroTime': 'string',
  'intstr.IntOrString': 'int-or-string',
  'resource.Quantity': 'quantity',
};

const argument = process.argv[2];
if (argument === undefined) throw new Error('give a path to swagger.json, or a version such as v1.35.8');
const { path, version } = await locate(argument);
const swagger = JSON.parse(readFileSync(path, 'utf8')) as { definitions: Record<string, Definition> };
const definitions = new Map(Object.entries(swagger.definitions).map(([name, d]) => [shortName(name), d]));

const kinds: Record<string, string> = {};
const otherKinds: string[] = [];
for (const [name, definition] of [...definitions].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const own = definition['x-kubernetes-group-version-kind'] ?? [];
  if (own.length !== 1 || !definition.properties?.['metadata']) continue;
  const { group, version, kind } = own[0]!;
  const key = `${group === '' ? '' : `${group}/`}${version}/${kind}`;
  if (wanted.includes(key)) kinds[key] = name;
  else if (!kind.endsWith('List')) otherKinds.push(key);
}
const missing = wanted.filter((key) => !(key in kinds));
if (missing.length > 0) throw new Error(`not in ${path}: ${missing.join(', ')}`);

const written: Record<string, Written> = {};
const open = Object.values(kinds);
for (let name = open.pop(); name !== undefined; name = open.pop()) {
  if (name in written) continue;
  const definition = definitions.get(name)!;
  const fields: Record<string, string> = {};
  for (const [field, type] of Object.entries(definition.properties ?? {})) {
    fields[field] = typeName(type);
    const [, reference] = /([\w-]+\.\w+)$/.exec(fields[field]) ?? [];
    if (reference !== undefined) open.push(reference);
  }
  written[name] = {
    fields,
    ...(definition.required && { required: [...definition.required].sort() }),
  };
}

const sorted = Object.fromEntries(Object.entries(written).sort(([a], [b]) => (a < b ? -1 : 1)));
const lines = Object.entries(sorted).map(([name, d]) => `    ${JSON.stringify(name)}: ${JSON.stringify(d)}`);
const target = new URL('../engine/kube/schema/kubernetes.json', import.meta.url);
writeFileSync(
  target,
  `{
  "from": "Kubernetes ${version}, api/openapi-spec/swagger.json, Apache-2.0",
  "kinds": ${JSON.stringify(kinds)},
  "otherKinds": ${JSON.stringify(otherKinds.sort())},
  "definitions": {
${lines.join(',\n')}
  }
}
`,
);
console.log(`${Object.keys(sorted).length} definitions of Kubernetes ${version}`);

/** `io.k8s.api.core.v1.ServicePort` becomes `core.ServicePort`: short, and still unique. */
function shortName(name: string): string {
  const parts = name.split('.');
  const last = parts.pop()!;
  const group = parts.filter((part) => !/^v\d/.test(part)).pop()!;
  const version = parts.find((part) => /^v\d/.test(part)) ?? 'v1';
  return version === 'v1' ? `${group}.${last}` : `${group}-${version}.${last}`;
}

/** A field's type in one word: `string`, `[]core.ServicePort`, `{}string`, `any`. */
function typeName(type: Definition): string {
  if (type.$ref !== undefined) {
    const name = shortName(type.$ref.replace('#/definitions/', ''));
    const target = definitions.get(name);
    if (special[name] !== undefined) return special[name];
    return target?.properties ? name : 'any';
  }
  switch (type.type) {
    case 'string':
      return type.format === 'byte' ? 'base64' : 'string';
    case 'integer':
    case 'boolean':
    case 'number':
      return type.type;
    case 'array':
      return `[]${typeName(type.items!)}`;
    default:
      return type.additionalProperties ? `{}${typeName(type.additionalProperties)}` : 'any';
  }
}

async function locate(argument: string): Promise<{ path: string; version: string }> {
  if (!/^v\d/.test(argument)) {
    return { path: argument, version: /@(v[\d.]+)/.exec(argument)?.[1] ?? 'of unknown version' };
  }
  const { stdout } = await execa('go', ['mod', 'download', '-json', `k8s.io/kubernetes@${argument}`]);
  const { Dir: folder } = JSON.parse(stdout) as { Dir: string };
  return { path: join(folder, 'api/openapi-spec/swagger.json'), version: argument };
}

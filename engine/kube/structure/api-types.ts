import kubernetes from '../schema/kubernetes.json' with { type: 'json' };
import { configKinds, configTypes } from './config-types.ts';
import { gatewayKinds, gatewayTypes } from './gateway-types.ts';

/** The type of a value, as the API defines it. */
export type ApiType =
  | {
      readonly is:
        'string' | 'integer' | 'number' | 'boolean' | 'int-or-string' | 'quantity' | 'base64' | 'any';
    }
  | { readonly is: 'list'; readonly of: ApiType }
  | { readonly is: 'map'; readonly of: ApiType }
  | ObjectType;

export interface ObjectType {
  readonly is: 'object';
  readonly name: string;
  /** Made when first asked for: types refer to each other in circles. */
  readonly fields: ReadonlyMap<string, ApiType>;
  readonly required: readonly string[];
}

export interface Written {
  readonly fields: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
}

const definitions: Readonly<Record<string, Written>> = {
  ...kubernetes.definitions,
  ...gatewayTypes,
  ...configTypes,
};
const kinds: Readonly<Record<string, string>> = { ...kubernetes.kinds, ...gatewayKinds };
const made = new Map<string, ApiType>();

/**
 * What the API's description does not say. Objects that are nothing without a spec: the API server asks for its
 * fields one by one. And a field of old releases, which `validateServiceInCluster` judges.
 */
const needsSpec: Partial<Written> = { required: ['spec'] };
const additions: Readonly<Record<string, Partial<Written>>> = {
  'core.Service': needsSpec,
  'core.Pod': needsSpec,
  'core.PodTemplateSpec': needsSpec,
  'core.ReplicationController': needsSpec,
  'core.ReplicationControllerSpec': { required: ['template'] },
  'apps.Deployment': needsSpec,
  'apps.ReplicaSet': needsSpec,
  'apps.ReplicaSetSpec': { required: ['template'] },
  'apps.StatefulSet': needsSpec,
  'apps.DaemonSet': needsSpec,
  'batch.Job': needsSpec,
  'core.ServiceSpec': { fields: { topologyKeys: '[]string' } },
};

/** The type of a kind in an API version, if its fields are known. */
export function typeOfKind(apiVersion: string, kind: string): ObjectType | undefined {
  const name = kinds[`${apiVersion}/${kind}`];
  return name === undefined ? undefined : (typeOf(name) as ObjectType);
}

/** The type of a configuration file's kind: `Cluster` (kind's), `KubeProxyConfiguration`, kubeadm's. */
export function typeOfConfig(kind: string): ObjectType | undefined {
  const name = configKinds[kind];
  return name === undefined ? undefined : (typeOf(name) as ObjectType);
}

/** The API versions in which a kind is known. */
export function versionsOf(kind: string): readonly string[] {
  return allKinds.filter((key) => key.endsWith(`/${kind}`)).map((key) => key.slice(0, -kind.length - 1));
}

/** Every kind of the API, as `apps/v1/Deployment`. */
export const allKinds: readonly string[] = [...Object.keys(kinds), ...kubernetes.otherKinds];

function typeOf(name: string): ApiType {
  let type = made.get(name);
  if (!type) made.set(name, (type = make(name)));
  return type;
}

function make(name: string): ApiType {
  if (name.startsWith('[]')) return { is: 'list', of: typeOf(name.slice(2)) };
  if (name.startsWith('{}')) return { is: 'map', of: typeOf(name.slice(2)) };
  if (!name.includes('.')) return { is: name as 'any' };
  const { fields, required = [] } = definitions[name]!;
  const added = additions[name];
  let compiled: ReadonlyMap<string, ApiType> | undefined;
  return {
    is: 'object',
    name,
    required: [...required, ...(added?.required ?? [])],
    get fields() {
      const all = { ...fields, ...added?.fields };
      compiled ??= new Map(Object.entries(all).map(([field, type]) => [field, typeOf(type)]));
      return compiled;
    },
  };
}

import type { KubeObject } from '../../../kube/index.ts';
import { realDnsName, scenarioDnsName } from './dns-name.ts';
import type { Names } from './world.ts';

type Json = unknown;

/** What to call namespaces, nodes and names of Services. */
interface Dictionary {
  namespace(name: string): string;
  node(name: string): string;
  dnsName(name: string): string;
}

/** An object of the scenario, with the cluster's names in it. */
export function toCluster<T extends KubeObject>(object: T, names: Names): T {
  return translate(object, {
    namespace: (name) => names.realNamespace(name),
    node: (name) => names.realNode(name),
    dnsName: (name) => realDnsName(name, undefined, names),
  });
}

/** An object of the cluster, with the scenario's names in it. */
export function toScenario<T extends KubeObject>(object: T, names: Names): T {
  return translate(object, {
    namespace: (name) => names.scenarioNamespace(name) ?? name,
    node: (name) => names.scenarioNode(name),
    dnsName: (name) => scenarioDnsName(name, names),
  });
}

function translate<T extends KubeObject>(object: T, dictionary: Dictionary): T {
  const walked = walk(object, dictionary) as T;
  if (object.kind === 'Node') {
    return { ...walked, metadata: { ...walked.metadata, name: dictionary.node(object.metadata.name) } };
  }
  if (object.kind === 'Namespace') {
    return { ...walked, metadata: { ...walked.metadata, name: dictionary.namespace(object.metadata.name) } };
  }
  return walked;
}

const hostnameLabel = 'kubernetes.io/hostname';

/** By the name of the field alone: each of these means the same wherever the API has it. */
function walk(value: Json, dictionary: Dictionary): Json {
  if (Array.isArray(value)) return value.map((item: Json) => walk(item, dictionary));
  if (value === null || typeof value !== 'object') return value;
  const requirement = value as { key?: Json; operator?: Json; values?: Json };
  const namesNodes =
    (requirement.key === hostnameLabel || requirement.key === 'metadata.name') &&
    typeof requirement.operator === 'string';
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, Json]) => {
      if (typeof item === 'string') return [key, word(key, item, dictionary)];
      if (key === 'values' && namesNodes) return [key, nodeNames(item, dictionary)];
      if (key === 'forNodes' && Array.isArray(item)) {
        return [key, item.map((hint: { name: string }) => ({ ...hint, name: dictionary.node(hint.name) }))];
      }
      return [key, walk(item, dictionary)];
    }),
  );
}

function word(key: string, text: string, dictionary: Dictionary): string {
  switch (key) {
    case 'namespace':
    case 'kubernetes.io/metadata.name':
      return dictionary.namespace(text);
    case 'nodeName':
    case hostnameLabel:
      return dictionary.node(text);
    case 'externalName':
      return dictionary.dnsName(text);
    default:
      return text;
  }
}

function nodeNames(item: Json, dictionary: Dictionary): Json {
  return Array.isArray(item) ? item.map((name: Json) => dictionary.node(String(name))) : item;
}

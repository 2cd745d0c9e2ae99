import type { KubeObject, Protocol, Service, ServicePort, ServiceType, StringMap } from '../../kube/index.ts';
import { readExposed, type Exposed } from './exposed.ts';
import type { ExposeOptions } from './options.ts';

/** Kinds that have a group are named with it, as kubectl does. */
const groups: Readonly<Record<string, string>> = { StatefulSet: 'apps', DaemonSet: 'apps', Job: 'batch' };

/** Why kubectl itself refuses, in its own words. */
export interface Refusal {
  readonly refused: string;
}

/**
 * The Service that `kubectl expose` makes of an object (kubectl 1.32, expose.go). It copies numbers
 * and labels and checks neither that anything listens nor that the API server will take the result.
 */
export function expose(object: KubeObject, options: ExposeOptions): Service | Refusal {
  const exposed = readExposed(object);
  if (!exposed) {
    const group = groups[object.kind];
    return { refused: `cannot expose a ${object.kind}${group === undefined ? '' : `.${group}`}` };
  }
  const selector = selectorOf(exposed, options);
  if (isRefusal(selector)) return selector;
  const ports = portsOf(exposed, options);
  if (isRefusal(ports)) return ports;
  const labels = options.labels === undefined ? object.metadata.labels : parsePairs(options.labels);
  if (labels && isRefusal(labels)) return labels;
  const affinity = options['session-affinity'];
  if (affinity !== undefined && affinity !== 'None' && affinity !== 'ClientIP') {
    return { refused: `unknown session affinity: ${affinity}` };
  }
  const { namespace, name } = object.metadata;
  const type = options.type as ServiceType | undefined;
  const clusterIP = options['cluster-ip'];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: options.name ?? name.slice(0, 63),
      ...(namespace !== undefined && { namespace }),
      ...(labels && { labels }),
    },
    spec: {
      selector,
      ...(ports.length > 0 && { ports }),
      ...(type !== undefined && { type }),
      ...(clusterIP !== undefined && { clusterIP }),
      ...(options['external-ip'] !== undefined && { externalIPs: [options['external-ip']] }),
      ...(type === 'LoadBalancer' &&
        options['load-balancer-ip'] !== undefined && { loadBalancerIP: options['load-balancer-ip'] }),
      ...(affinity !== undefined && { sessionAffinity: affinity }),
    },
  };
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value && typeof value.refused === 'string';
}

function selectorOf(exposed: Exposed, options: ExposeOptions): StringMap | Refusal {
  if (options.selector !== undefined) return parsePairs(options.selector);
  const { selector } = exposed;
  return 'why' in selector
    ? { refused: `couldn't retrieve selectors via --selector flag or introspection: ${selector.why}` }
    : selector.labels;
}

function parsePairs(text: string): StringMap | Refusal {
  const pairs = text.split(',').map((pair) => pair.split('='));
  const bad = pairs.find((pair) => pair.length !== 2);
  return bad ? { refused: `unexpected label spec: ${bad.join('=')}` } : Object.fromEntries(pairs);
}

function portsOf(exposed: Exposed, options: ExposeOptions): readonly ServicePort[] | Refusal {
  const texts = options.port?.split(',') ?? [...exposed.ports.keys()].map(String);
  if (texts.length === 0) {
    return options['cluster-ip'] === 'None'
      ? []
      : { refused: "couldn't find port via --port flag or introspection" };
  }
  const wrong = texts.find((text) => !/^[+-]?\d+$/.test(text));
  if (wrong !== undefined) return { refused: `strconv.Atoi: parsing "${wrong}": invalid syntax` };
  return texts.flatMap((text, index) => {
    const port = Number(text);
    const several = texts.length > 1 ? `port-${index + 1}` : undefined;
    const own = exposed.ports.get(port) ?? ['TCP'];
    const protocols = options.protocol === undefined ? own : [options.protocol as Protocol];
    return protocols.map((protocol): ServicePort => {
      const name = protocols.length > 1 ? `port-${index + 1}-${protocol.toLowerCase()}` : several;
      return { ...(name !== undefined && { name }), protocol, port, targetPort: targetOf(options, port) };
    });
  });
}

function targetOf(options: ExposeOptions, port: number): number | string {
  const target = options['target-port'];
  if (target === undefined) return port;
  return /^\d+$/.test(target) ? Number(target) : target;
}

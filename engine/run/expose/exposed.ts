import type {
  Container,
  Deployment,
  KubeObject,
  LabelSelector,
  Pod,
  Protocol,
  ReplicaSet,
  ReplicationController,
  Service,
  StringMap,
} from '../../kube/index.ts';

/** What `kubectl expose` takes over from the object it is told to expose. */
export interface Exposed {
  /** Or why there is none, in kubectl's words. */
  readonly selector: { readonly labels: StringMap } | { readonly why: string };
  /** Each number once, in the order of the containers, with its protocols. */
  readonly ports: ReadonlyMap<number, readonly Protocol[]>;
}

/** As kubectl's polymorphic helpers read each kind; nothing for a kind that can't be exposed. */
export function readExposed(object: KubeObject): Exposed | undefined {
  switch (object.kind) {
    case 'Pod': {
      const { metadata, spec } = object as Pod;
      const labels = metadata.labels ?? {};
      const selector =
        Object.keys(labels).length > 0 ? { labels } : { why: 'the pod has no labels and cannot be exposed' };
      return { selector, ports: portsOf(spec.containers) };
    }
    case 'Service': {
      const { spec } = object as Service;
      const selector = spec.selector
        ? { labels: spec.selector }
        : { why: 'the service has no pod selector set' };
      return { selector, ports: byNumber(spec.ports ?? []) };
    }
    case 'ReplicationController': {
      const { spec } = object as ReplicationController;
      return { selector: { labels: spec.selector ?? {} }, ports: portsOf(spec.template.spec.containers) };
    }
    case 'Deployment':
    case 'ReplicaSet': {
      const { kind, spec } = object as Deployment | ReplicaSet;
      return {
        selector: plainSelector(spec.selector, kind.toLowerCase()),
        ports: portsOf(spec.template.spec.containers),
      };
    }
    default:
      return undefined;
  }
}

function plainSelector(selector: LabelSelector | undefined, kind: string): Exposed['selector'] {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  if (Object.keys(matchLabels).length === 0) {
    return { why: `invalid ${kind}: no selectors, therefore cannot be exposed` };
  }
  return matchExpressions.length > 0
    ? {
        why: `couldn't convert expressions - "${JSON.stringify(matchExpressions)}" to map-based selector format`,
      }
    : { labels: matchLabels };
}

/** Init containers are not looked at, sidecars among them. */
function portsOf(containers: readonly Container[]): Exposed['ports'] {
  const all = containers.flatMap(({ ports = [] }) => ports);
  return byNumber(all.map(({ containerPort: port, protocol }) => ({ port, ...(protocol && { protocol }) })));
}

function byNumber(
  ports: readonly { readonly port: number; readonly protocol?: Protocol }[],
): Exposed['ports'] {
  const numbers = new Map<number, Protocol[]>();
  for (const { port, protocol = 'TCP' } of ports) {
    const known = numbers.get(port) ?? [];
    if (!known.includes(protocol)) numbers.set(port, [...known, protocol]);
  }
  return numbers;
}

/** How kubectl names a kind on its command line and in `kind/name`. */
export interface Resource {
  readonly kind: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
  /** '' for the core group. */
  readonly group: string;
}

function resource(kind: string, plural: string, group = '', ...shortNames: string[]): Resource {
  return { kind, plural, group, shortNames };
}

/** Sorted by plural; what `kubectl api-resources` says of them. */
export const resources: readonly Resource[] = [
  resource('ConfigMap', 'configmaps', '', 'cm'),
  resource('DaemonSet', 'daemonsets', 'apps', 'ds'),
  resource('Deployment', 'deployments', 'apps', 'deploy'),
  resource('Endpoints', 'endpoints', '', 'ep'),
  resource('EndpointSlice', 'endpointslices', 'discovery.k8s.io'),
  resource('GatewayClass', 'gatewayclasses', 'gateway.networking.k8s.io', 'gc'),
  resource('Gateway', 'gateways', 'gateway.networking.k8s.io', 'gtw'),
  resource('HTTPRoute', 'httproutes', 'gateway.networking.k8s.io'),
  resource('IngressClass', 'ingressclasses', 'networking.k8s.io'),
  resource('Ingress', 'ingresses', 'networking.k8s.io', 'ing'),
  resource('Job', 'jobs', 'batch'),
  resource('Namespace', 'namespaces', '', 'ns'),
  resource('Node', 'nodes', '', 'no'),
  resource('Pod', 'pods', '', 'po'),
  resource('ReferenceGrant', 'referencegrants', 'gateway.networking.k8s.io', 'refgrant'),
  resource('ReplicaSet', 'replicasets', 'apps', 'rs'),
  resource('ReplicationController', 'replicationcontrollers', '', 'rc'),
  resource('Secret', 'secrets'),
  resource('ServiceAccount', 'serviceaccounts', '', 'sa'),
  resource('Service', 'services', '', 'svc'),
  resource('StatefulSet', 'statefulsets', 'apps', 'sts'),
];

/** The kinds of `kubectl get all`, in its order. */
export const allKinds: readonly string[] = [
  'Pod',
  'ReplicationController',
  'Service',
  'DaemonSet',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'Job',
];

const byWord = new Map(
  resources.flatMap((it) => {
    const words = [it.plural, it.kind.toLowerCase(), ...it.shortNames];
    return words.flatMap((word): [string, Resource][] =>
      it.group === ''
        ? [[word, it]]
        : [
            [word, it],
            [`${word}.${it.group}`, it],
          ],
    );
  }),
);

/** By plural, singular, short name or `plural.group`, in any case. */
export function findResource(word: string): Resource | undefined {
  return byWord.get(word.toLowerCase());
}

/** All words that `findResource` knows. */
export function resourceWords(): readonly string[] {
  return [...byWord.keys()].sort();
}

export function resourceOf(kind: string): Resource {
  const known = resources.find((it) => it.kind === kind);
  return known ?? { kind, plural: `${kind.toLowerCase()}s`, group: '', shortNames: [] };
}

/** `service/web`, `deployment.apps/web`. */
export function resourceName(kind: string, name: string): string {
  const { group } = resourceOf(kind);
  return `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${name}`;
}

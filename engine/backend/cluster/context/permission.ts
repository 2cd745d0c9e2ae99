/** One thing that the API server must let us do, as a SelfSubjectAccessReview asks for it. */
export interface Permission {
  readonly group: string;
  /** `pods`, `pods/exec`. */
  readonly resource: string;
  readonly verbs: readonly string[];
  /** Where; in every namespace that we make, if left out. */
  readonly namespace?: string;
  /** What is skipped without it; nothing runs without those that say nothing here. */
  readonly optionalFor?: string;
}

const all = ['get', 'list', 'create', 'patch', 'delete'] as const;
const workloads = ['deployments', 'replicasets', 'statefulsets', 'daemonsets'] as const;

/**
 * The least that scenarios need in a cluster that somebody else owns. Secrets are written, for
 * scenarios that declare some, and never read.
 */
export const permissions: readonly Permission[] = [
  { group: '', resource: 'namespaces', verbs: ['get', 'list', 'create', 'patch', 'delete'] },
  { group: '', resource: 'nodes', verbs: ['get', 'list'] },
  { group: '', resource: 'pods', verbs: [...all, 'deletecollection'] },
  // kubectl asks by a WebSocket, which is a GET (KEP-4006).
  { group: '', resource: 'pods/exec', verbs: ['get', 'create'] },
  { group: '', resource: 'pods/log', verbs: ['get'], optionalFor: 'logs of pods as evidence' },
  { group: '', resource: 'services', verbs: all },
  {
    group: '',
    resource: 'services/status',
    verbs: ['patch'],
    optionalFor: 'scenarios that play the provider of a load balancer',
  },
  { group: '', resource: 'endpoints', verbs: all },
  { group: 'discovery.k8s.io', resource: 'endpointslices', verbs: all },
  { group: '', resource: 'configmaps', verbs: ['create', 'patch', 'delete'] },
  { group: '', resource: 'serviceaccounts', verbs: ['create', 'patch'] },
  {
    group: '',
    resource: 'secrets',
    verbs: ['create', 'patch', 'delete'],
    optionalFor: 'scenarios with Secrets',
  },
  { group: '', resource: 'events', verbs: ['list'], optionalFor: 'events as evidence' },
  { group: '', resource: 'replicationcontrollers', verbs: all },
  ...workloads.map((resource) => ({ group: 'apps', resource, verbs: all })),
  { group: 'batch', resource: 'jobs', verbs: all },
  { group: 'networking.k8s.io', resource: 'ingresses', verbs: all },
  {
    group: 'networking.k8s.io',
    resource: 'ingressclasses',
    verbs: ['list'],
    optionalFor: 'scenarios with an ingress controller',
  },
  {
    group: '',
    resource: 'configmaps',
    verbs: ['get'],
    namespace: 'kube-system',
    optionalFor: "kube-proxy's own word on its mode, which is taken to be iptables then",
  },
];

/** Every single question: a verb, and the permission that it is part of. */
export function questions(
  list: readonly Permission[],
): readonly { readonly verb: string; readonly permission: Permission }[] {
  return list.flatMap((permission) => permission.verbs.map((verb) => ({ verb, permission })));
}

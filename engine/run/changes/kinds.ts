/** Kinds as sentences name them, the way kubectl does: singular, lower case, or its short name. */
const kinds: Readonly<Record<string, string>> = {
  pod: 'Pod',
  service: 'Service',
  deployment: 'Deployment',
  replicaset: 'ReplicaSet',
  rs: 'ReplicaSet',
  replicationcontroller: 'ReplicationController',
  statefulset: 'StatefulSet',
  daemonset: 'DaemonSet',
  job: 'Job',
  endpoints: 'Endpoints',
  endpointslice: 'EndpointSlice',
  ingress: 'Ingress',
  secret: 'Secret',
  namespace: 'Namespace',
  node: 'Node',
};

export const kindWords: readonly string[] = Object.keys(kinds);

/** `Service` for `service`. */
export function kindNamed(word: string): string {
  const kind = kinds[word];
  if (kind === undefined) throw new Error(`no kind is called "${word}"`);
  return kind;
}

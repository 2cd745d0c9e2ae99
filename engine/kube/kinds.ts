/** Kinds that decide where a flow goes. */
export const modelledKinds: ReadonlySet<string> = new Set([
  'Namespace',
  'Node',
  'Pod',
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'Service',
  'Endpoints',
  'EndpointSlice',
  'Ingress',
  'IngressClass',
  'Secret',
  'HTTPRoute',
  'Gateway',
  'GatewayClass',
  'ReferenceGrant',
]);

/** Kinds that no flow depends on: nothing is lost by leaving them out, and nothing said. */
export const harmlessKinds: ReadonlySet<string> = new Set([
  'ConfigMap',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'StorageClass',
  'Event',
  'Lease',
  'ControllerRevision',
]);

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
  'NetworkPolicy',
]);

/**
 * Kinds that no flow depends on, or that only tell how the cluster was configured (`clusterFromNodes` reads them):
 * nothing is lost by leaving them out, and nothing said.
 */
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
  'ServiceCIDR',
  'IPAddress',
  'PodDisruptionBudget',
  'PriorityClass',
  'CustomResourceDefinition',
  'Lease',
  'ControllerRevision',
]);

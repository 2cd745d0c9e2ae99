/** Where an object lives below the API server's root. */
export interface Resource {
  readonly apiVersion: string;
  /** `pods`, `endpointslices`. */
  readonly plural: string;
  readonly namespaced: boolean;
}

export function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** `/apis/apps/v1/namespaces/shop/deployments/web`; a collection without a name, all namespaces without one. */
export function resourcePath(resource: Resource, namespace?: string, name?: string): string {
  const inNamespace = resource.namespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
  return `${groupPath(resource.apiVersion)}${inNamespace}/${resource.plural}${name === undefined ? '' : `/${name}`}`;
}

const core = (plural: string, namespaced = true): Resource => ({ apiVersion: 'v1', plural, namespaced });

/** The kinds that the back end itself asks for. */
export const resources = {
  namespaces: core('namespaces', false),
  nodes: core('nodes', false),
  pods: core('pods'),
  services: core('services'),
  endpoints: core('endpoints'),
  configMaps: core('configmaps'),
  serviceAccounts: core('serviceaccounts'),
  events: core('events'),
  replicationControllers: core('replicationcontrollers'),
  deployments: { apiVersion: 'apps/v1', plural: 'deployments', namespaced: true },
  replicaSets: { apiVersion: 'apps/v1', plural: 'replicasets', namespaced: true },
  statefulSets: { apiVersion: 'apps/v1', plural: 'statefulsets', namespaced: true },
  daemonSets: { apiVersion: 'apps/v1', plural: 'daemonsets', namespaced: true },
  jobs: { apiVersion: 'batch/v1', plural: 'jobs', namespaced: true },
  slices: { apiVersion: 'discovery.k8s.io/v1', plural: 'endpointslices', namespaced: true },
  ingresses: { apiVersion: 'networking.k8s.io/v1', plural: 'ingresses', namespaced: true },
  ingressClasses: { apiVersion: 'networking.k8s.io/v1', plural: 'ingressclasses', namespaced: false },
} as const satisfies Record<string, Resource>;

import type { Service, ServicePort, ServiceSpec } from '../types/service.ts';

/** Seconds of client affinity when nobody says (API field `sessionAffinityConfig.clientIP.timeoutSeconds`). */
export const usualAffinitySeconds = 10800;

/**
 * What the API server fills in before it allocates anything (`SetDefaults_Service` in
 * pkg/apis/core/v1/defaults.go). Families and addresses are the allocator's.
 */
export function defaultService(service: Service): Service {
  const { spec } = service;
  const type = spec.type || 'ClusterIP';
  const sessionAffinity = spec.sessionAffinity || 'None';
  const { sessionAffinityConfig: config, ...rest } = withoutEmpty(spec);
  const defaulted: ServiceSpec = {
    ...rest,
    type,
    sessionAffinity,
    ...(spec.ports && { ports: spec.ports.map(defaultServicePort) }),
    ...(sessionAffinity === 'ClientIP' && {
      sessionAffinityConfig: {
        clientIP: { timeoutSeconds: config?.clientIP?.timeoutSeconds ?? usualAffinitySeconds },
      },
    }),
    ...(type !== 'ExternalName' && { internalTrafficPolicy: spec.internalTrafficPolicy ?? 'Cluster' }),
    ...(isExternallyAccessible(service) && {
      externalTrafficPolicy: spec.externalTrafficPolicy || 'Cluster',
    }),
    ...(type === 'LoadBalancer' && {
      allocateLoadBalancerNodePorts: spec.allocateLoadBalancerNodePorts ?? true,
    }),
  };
  const ingress = service.status?.loadBalancer?.ingress;
  if (type !== 'LoadBalancer' || !ingress) return { ...service, spec: defaulted };
  return {
    ...service,
    spec: defaulted,
    status: {
      ...service.status,
      loadBalancer: {
        ...service.status.loadBalancer,
        ingress: ingress.map((at) =>
          at.ip === undefined || at.ipMode ? at : { ...at, ipMode: 'VIP' as const },
        ),
      },
    },
  };
}

/** Reached from outside the cluster: by node port, balancer or external address. */
export function isExternallyAccessible({ spec }: Pick<Service, 'spec'>): boolean {
  const type = spec.type || 'ClusterIP';
  if (type === 'NodePort' || type === 'LoadBalancer') return true;
  return type === 'ClusterIP' && (spec.externalIPs?.length ?? 0) > 0;
}

/** An empty text of these is none, and is not stored. */
const mayBeEmpty = ['clusterIP', 'externalName', 'externalTrafficPolicy', 'loadBalancerIP'] as const;

function withoutEmpty(spec: ServiceSpec): ServiceSpec {
  const empty = new Set<string>(mayBeEmpty.filter((field) => spec[field] === ''));
  if (empty.size === 0) return spec;
  return Object.fromEntries(Object.entries(spec).filter(([field]) => !empty.has(field))) as ServiceSpec;
}

function defaultServicePort({ name, ...port }: ServicePort): ServicePort {
  const { targetPort } = port;
  return {
    ...(name && { name }),
    ...port,
    protocol: port.protocol || 'TCP',
    targetPort: targetPort === undefined || targetPort === 0 || targetPort === '' ? port.port : targetPort,
  };
}

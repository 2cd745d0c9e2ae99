import { manifestOf } from '../manifest-of.ts';
import type { Manifest } from '../manifest.ts';
import type { Endpoints, EndpointSlice } from '../types/endpoints.ts';
import type { KubeObject } from '../types/meta.ts';
import type { Pod } from '../types/pod.ts';
import type { Service } from '../types/service.ts';
import { defaultEndpoints, defaultEndpointSlice } from './endpoints.ts';
import { defaultPodSpec } from './pod.ts';
import { defaultService } from './service.ts';
import { defaultWorkload } from './workload.ts';

const byKind: Readonly<Record<string, (object: never) => KubeObject>> = {
  Service: (service: Service) => defaultService(service),
  Pod: (pod: Pod) => ({ ...pod, spec: defaultPodSpec(pod.spec) }),
  Deployment: defaultWorkload,
  ReplicaSet: defaultWorkload,
  ReplicationController: defaultWorkload,
  StatefulSet: defaultWorkload,
  DaemonSet: defaultWorkload,
  Job: defaultWorkload,
  Endpoints: (endpoints: Endpoints) => defaultEndpoints(endpoints),
  EndpointSlice: (slice: EndpointSlice) => defaultEndpointSlice(slice),
  Namespace: (namespace: KubeObject) => ({
    ...namespace,
    metadata: {
      ...namespace.metadata,
      labels: { ...namespace.metadata.labels, 'kubernetes.io/metadata.name': namespace.metadata.name },
    },
  }),
};

/**
 * The object with what the API server fills in on create, addresses and ports apart: those are
 * allocated. Applying it twice changes nothing; places stay those of what was written.
 */
export function applyDefaults<T extends KubeObject>(manifest: Manifest<T>): Manifest<T> {
  const defaults = byKind[manifest.object.kind];
  return defaults ? manifestOf(defaults(manifest.object as never) as T, manifest) : manifest;
}

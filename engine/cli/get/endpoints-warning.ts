import { behaviour } from '../../kube/index.ts';
import type { State } from '../../model/index.ts';
import type { Host } from '../host.ts';
import type { Target } from './targets.ts';

/** What an API server says to everybody who asks for Endpoints, since Kubernetes 1.33. */
export function warnOfEndpoints(host: Host, { cluster }: State, targets: readonly Target[]): void {
  if (!targets.some(({ resource }) => resource.kind === 'Endpoints')) return;
  if (!behaviour('endpointsDeprecated', cluster.version)) return;
  host.stderr.write('Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n');
}

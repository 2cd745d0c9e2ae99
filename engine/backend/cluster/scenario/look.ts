import type { EndpointSlice, Node } from '../../../kube/index.ts';
import { resources } from '../kubectl/resource-paths.ts';
import type { Batch } from '../programs/protocol.ts';
import { listNodes, takeSnapshot, type Snapshot } from '../settle/snapshot.ts';
import type { Scenario } from './scenario.ts';

/** What the API server says at the time of the questions. */
export interface Sight {
  readonly nodes: readonly Node[];
  readonly snapshot: Snapshot;
  readonly apiEndpoints: Batch['controls'];
}

export async function look({ live, made }: Scenario): Promise<Sight> {
  const kinds = ['pods', 'services'] as const;
  const [nodes, own, common, api] = await Promise.all([
    listNodes(live.api),
    takeSnapshot(live.api, [...made], kinds),
    takeSnapshot(live.api, ['default'], ['services']),
    live.api.list<EndpointSlice>(resources.slices, 'default', 'kubernetes.io/service-name=kubernetes'),
  ]);
  const merged = own.with('services', common.of('services'));
  const apiEndpoints = api.flatMap(({ endpoints, ports }) =>
    (endpoints ?? []).flatMap(({ addresses }) =>
      addresses.flatMap((host) =>
        (ports ?? []).flatMap(({ port }) => (port === undefined ? [] : [{ host, port }])),
      ),
    ),
  );
  return { nodes, snapshot: merged, apiEndpoints };
}

import type { Node } from '../../../kube/index.ts';
import type { Batch } from '../programs/protocol.ts';
import { takeSnapshot, type Snapshot } from '../settle/snapshot.ts';
import type { Scenario } from './scenario.ts';
import { lookAtSystem } from './system-sight.ts';

/** What the API server says at the time of the questions. */
export interface Sight {
  readonly nodes: readonly Node[];
  readonly snapshot: Snapshot;
  readonly apiEndpoints: Batch['controls'];
}

export async function look({ live, made }: Scenario): Promise<Sight> {
  const [system, own] = await Promise.all([
    lookAtSystem(live),
    takeSnapshot(live.api, [...made], ['pods', 'services']),
  ]);
  const snapshot = own.with('services', system.api.of('services'));
  const apiEndpoints = system.apiSlices.flatMap(({ endpoints, ports }) =>
    (endpoints ?? []).flatMap(({ addresses }) =>
      addresses.flatMap((host) =>
        (ports ?? []).flatMap(({ port }) => (port === undefined ? [] : [{ host, port }])),
      ),
    ),
  );
  return { nodes: system.nodes, snapshot, apiEndpoints };
}

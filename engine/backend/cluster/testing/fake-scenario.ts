import { defaultCluster } from '../../../kube/index.ts';
import type { Api } from '../kubectl/api.ts';
import { Kubectl } from '../kubectl/kubectl.ts';
import type { LiveCluster } from '../live-cluster.ts';
import { Scenario } from '../scenario/scenario.ts';

/** A scenario in a cluster that only has an API server. */
export function fakeScenario(api: Api, more: Partial<LiveCluster> = {}): Scenario {
  const live: LiveCluster = {
    name: 'kind',
    run: 'abcde',
    opened: { next: 0 },
    kubectl: new Kubectl({ file: '/nowhere' }),
    api,
    nodes: new Map([['worker', 'kc-worker']]),
    dnsDomain: 'cluster.local',
    standIn: { image: 'node:24', programs: 'reachform-programs-1', restricted: false },
    programs: { 'stand-in.js': '' },
    refusalsLimited: false,
    hosts: () => Promise.resolve(new Map()),
    outside: () => Promise.resolve({ missing: 'nobody is outside' }),
    close: () => Promise.resolve(),
    ...more,
  };
  return new Scenario(live, { cluster: defaultCluster(1), scenario: 'shop', keepImages: false });
}

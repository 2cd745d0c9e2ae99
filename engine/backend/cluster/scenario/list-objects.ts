import { manifestOf, type KubeObject, type Manifest } from '../../../kube/index.ts';
import { resources } from '../kubectl/resource-paths.ts';
import { toScenario } from '../names/translate.ts';
import type { AnyObject } from '../rewrite/loose.ts';
import { undress } from '../rewrite/undress.ts';
import { listNodes, takeSnapshot } from '../settle/snapshot.ts';
import type { Scenario } from './scenario.ts';

/** Everything that decides a flow, as the API server has it, in the scenario's names. */
export async function listObjects(scenario: Scenario): Promise<readonly Manifest[]> {
  const { live, made, world } = scenario;
  const [own, dns, api, namespaces, nodes] = await Promise.all([
    takeSnapshot(live.api, [...made]),
    takeSnapshot(
      live.api,
      ['kube-system'],
      ['pods', 'services', 'slices', 'endpoints', 'deployments', 'replicaSets'],
    ),
    takeSnapshot(live.api, ['default'], ['services', 'slices', 'endpoints']),
    live.api.list(resources.namespaces),
    listNodes(live.api),
  ]);
  const isDns = ({ metadata }: KubeObject): boolean => metadata.labels?.['k8s-app'] === 'kube-dns';
  const isApi = ({ metadata }: KubeObject): boolean =>
    metadata.name === 'kubernetes' || metadata.labels?.['kubernetes.io/service-name'] === 'kubernetes';
  const scenarioOwn = namespaces.filter(
    ({ metadata }) => world.scenarioNamespace(metadata.name) !== undefined,
  );
  const all = [
    ...scenarioOwn,
    ...nodes,
    ...own.all(),
    ...dns.all().filter(isDns),
    ...api.all().filter(isApi),
  ];
  return all
    .map((object) => toScenario(undress(object as AnyObject), world))
    .sort(byName)
    .map((object) => manifestOf(object as KubeObject));
}

function byName(a: KubeObject, b: KubeObject): number {
  const key = ({ kind, metadata }: KubeObject): string =>
    [kind, metadata.namespace ?? '', metadata.name].join('\0');
  return key(a) < key(b) ? -1 : 1;
}

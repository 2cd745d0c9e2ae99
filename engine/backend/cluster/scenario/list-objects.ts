import { manifestOf, type KubeObject, type Manifest } from '../../../kube/index.ts';
import { resources } from '../kubectl/resource-paths.ts';
import { toScenario } from '../names/translate.ts';
import type { AnyObject } from '../rewrite/loose.ts';
import { undress } from '../rewrite/undress.ts';
import { takeSnapshot } from '../settle/snapshot.ts';
import type { Scenario } from './scenario.ts';
import { isApi, lookAtSystem } from './system-sight.ts';

/** Everything that decides a flow, as the API server has it, in the scenario's names. */
export async function listObjects(scenario: Scenario): Promise<readonly Manifest[]> {
  const { live, made, world } = scenario;
  const [own, { nodes, dns, api }, namespaces] = await Promise.all([
    takeSnapshot(live.api, [...made], scenario.kinds),
    lookAtSystem(live),
    live.api.list(resources.namespaces),
  ]);
  const isDns = ({ metadata }: KubeObject): boolean => metadata.labels?.['k8s-app'] === 'kube-dns';
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

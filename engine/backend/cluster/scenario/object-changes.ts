import { formatRef, type KubeObject, type Ref } from '../../../kube/index.ts';
import { unlessMissing } from '../kubectl/api-error.ts';
import { resourcePath } from '../kubectl/resource-paths.ts';
import { isCommonNamespace } from '../names/world.ts';
import type { Scenario } from './scenario.ts';
import { settle } from './settle.ts';
import { inSeconds, until } from '../tools/until.ts';

/** Where kinds live that a scenario names without having applied them. */
const apiVersions: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  EndpointSlice: 'discovery.k8s.io/v1',
  Ingress: 'networking.k8s.io/v1',
  IngressClass: 'networking.k8s.io/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
};

export async function deleteObject(scenario: Scenario, ref: Ref): Promise<void> {
  const path = await pathOf(scenario, ref);
  // The owner goes last: what is still there at the end is what the scenario sees as gone or not.
  await unlessMissing(scenario.live.api.delete(path, { propagationPolicy: 'Foreground' }));
  if (ref.kind === 'Service') scenario.services.delete(`${ref.namespace}/${ref.name}`);
  if (ref.kind === 'Namespace') await untilNamespaceIsGone(scenario, ref.name, path);
  await settle(scenario);
}

/** Only then another of its name can be made. */
async function untilNamespaceIsGone(scenario: Scenario, namespace: string, path: string): Promise<void> {
  const { api } = scenario.live;
  const gone = async (): Promise<true | undefined> =>
    (await unlessMissing(api.call('GET', path))) === undefined ? true : undefined;
  if (await until(gone, { deadline: inSeconds(60) })) {
    scenario.made.delete(scenario.world.realNamespace(namespace));
  }
}

export async function scaleObject(scenario: Scenario, ref: Ref, replicas: number): Promise<void> {
  await scenario.live.api.patch(await pathOf(scenario, ref), { spec: { replicas } });
  await settle(scenario);
}

/** A node is not ours alone: its labels are put back when the scenario ends. */
export async function labelObject(
  scenario: Scenario,
  ref: Ref,
  labels: Readonly<Record<string, string | null>>,
): Promise<void> {
  const { api } = scenario.live;
  const path = await pathOf(scenario, ref);
  if (ref.kind === 'Node' || isCommonNamespace(ref.namespace)) {
    const before = (await api.call<KubeObject>('GET', path)).metadata.labels ?? {};
    const old = Object.fromEntries(Object.keys(labels).map((key) => [key, before[key] ?? null]));
    await scenario.breaks(
      `labels ${Object.keys(labels).sort().join(', ')} of ${formatRef(ref)} changed`,
      () => api.patch(path, { metadata: { labels: old } }),
    );
  }
  await api.patch(path, { metadata: { labels } });
  await settle(scenario);
}

async function pathOf(scenario: Scenario, ref: Ref): Promise<string> {
  const { live, world } = scenario;
  const apiVersion = scenario.apiVersions.get(formatRef(ref)) ?? apiVersions[ref.kind] ?? 'v1';
  const resource = await live.api.resourceOf(apiVersion, ref.kind);
  if (ref.kind === 'Node') return resourcePath(resource, undefined, world.realNode(ref.name));
  if (ref.kind === 'Namespace') return resourcePath(resource, undefined, world.realNamespace(ref.name));
  return resourcePath(resource, world.realNamespace(ref.namespace), ref.name);
}

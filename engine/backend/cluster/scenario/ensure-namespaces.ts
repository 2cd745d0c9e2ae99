import type { KubeObject, StringMap } from '../../../kube/index.ts';
import { labels } from '../live-cluster.ts';
import { processAnnotation, thisProcess } from '../tools/process-mark.ts';
import { isCommonNamespace } from '../names/world.ts';
import { programsConfigMap } from '../system/programs-config-map.ts';
import type { Scenario } from './scenario.ts';

/** Pod Security admission then refuses what does not meet the strictest of its levels. */
const restricted = { 'pod-security.kubernetes.io/enforce': 'restricted' };

/** Makes the namespaces of a scenario that are not there yet, with the programs in them. */
export async function ensureNamespaces(
  scenario: Scenario,
  namespaces: Iterable<string>,
  declared: ReadonlyMap<string, StringMap> = new Map(),
): Promise<void> {
  const wanted = [...new Set(namespaces)].filter((namespace) => !isCommonNamespace(namespace));
  await Promise.all(wanted.map((namespace) => ensure(scenario, namespace, declared.get(namespace))));
}

async function ensure(scenario: Scenario, namespace: string, own: StringMap | undefined): Promise<void> {
  const { live, world, made, setting } = scenario;
  const name = world.join(namespace);
  const known = made.has(name);
  if (known && !own) return;
  const { api, standIn, programs } = live;
  const object = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        ...own,
        [labels.run]: live.run,
        [labels.scenario]: labelValue(setting.scenario),
        // Whoever says so proves it. A scenario's own images may need more.
        ...(standIn.restricted && !setting.keepImages && restricted),
      },
      annotations: { [processAnnotation]: thisProcess },
    },
  };
  await scenario.make(async () => {
    await api.apply(object);
    made.add(name);
  });
  if (known) return;
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace: name },
  };
  await Promise.all([
    // Pods are refused until this account is there, and its controller takes its time.
    api.apply(account as KubeObject),
    api.apply(programsConfigMap(standIn.programs, name, programs)),
  ]);
}

/** At most 63 letters, digits, dots and dashes. */
function labelValue(text: string): string {
  return text
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, 63)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
}

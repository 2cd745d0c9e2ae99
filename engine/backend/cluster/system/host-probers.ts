import type { Pod } from '../../../kube/index.ts';
import type { Api } from '../kubectl/api.ts';
import type { Kubectl } from '../kubectl/kubectl.ts';
import { resources } from '../kubectl/resource-paths.ts';
import { isReady } from '../settle/pod-state.ts';
import type { HostProber } from '../live-cluster.ts';
import { proberIn } from '../probe/prober-session.ts';
import { programFolder, type StandIn } from '../rewrite/stand-in.ts';
import { inSeconds, until } from '../tools/until.ts';

const label = 'reachform.dev/prober';

/** A pod on the network of every node: where `the host of node` asks from. */
export function hostProbers(namespace: string, standIn: StandIn) {
  const labels = { [label]: 'host' };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'host-prober', namespace, labels },
    spec: {
      selector: { matchLabels: labels },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '100%' } },
      template: {
        metadata: { labels },
        spec: {
          hostNetwork: true,
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: 1,
          tolerations: [{ operator: 'Exists' }],
          containers: [
            {
              name: 'prober',
              image: standIn.image,
              imagePullPolicy: 'IfNotPresent',
              command: ['node', `${programFolder}/stand-in.js`],
              env: [{ name: 'UV_THREADPOOL_SIZE', value: '64' }],
              volumeMounts: [{ name: 'reachform-programs', mountPath: programFolder, readOnly: true }],
            },
          ],
          volumes: [{ name: 'reachform-programs', configMap: { name: standIn.programs } }],
        },
      },
    },
  };
}

/** Waits for the prober of every node that is Ready; by node. */
export async function findHostProbers(
  api: Api,
  kubectl: Kubectl,
  namespace: string,
  programs: string,
  nodes: readonly string[],
): Promise<ReadonlyMap<string, HostProber>> {
  const probers = new Map<string, HostProber>();
  await until(
    async () => {
      const pods = await api.list<Pod>(resources.pods, namespace, `${label}=host`);
      for (const pod of pods) {
        const { name, deletionTimestamp } = pod.metadata;
        const node = pod.spec.nodeName;
        if (node === undefined || deletionTimestamp !== undefined || !isReady(pod)) continue;
        if (!usesPrograms(pod, programs)) continue;
        const [status] = (pod.status?.containerStatuses ?? []) as readonly {
          readonly containerID?: string;
        }[];
        probers.set(node, {
          command: proberIn(kubectl, namespace, name, 'prober'),
          containerId: (status?.containerID ?? '').replace(/^\w+:\/\//, ''),
        });
      }
      return nodes.every((node) => probers.has(node)) ? true : undefined;
    },
    { deadline: inSeconds(60) },
  );
  return probers;
}

function usesPrograms(pod: Pod, programs: string): boolean {
  const { volumes = [] } = pod.spec as { volumes?: { configMap?: { name?: string } }[] };
  return volumes.some(({ configMap }) => configMap?.name === programs);
}

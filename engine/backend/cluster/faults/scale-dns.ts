import type { Deployment } from '../../../kube/index.ts';
import { resourcePath, resources } from '../kubectl/resource-paths.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { takeSnapshot } from '../settle/snapshot.ts';
import { inSeconds, until } from '../tools/until.ts';

/** All clients of the cluster feel this. */
export async function scaleDns(scenario: Scenario, replicas: number): Promise<void> {
  const { api } = scenario.live;
  const before = await api.get<Deployment>(resources.deployments, 'kube-system', 'coredns');
  const wanted = before.spec.replicas ?? 1;
  await scenario.breaks('CoreDNS scaled', () => scale(scenario, wanted));
  await scale(scenario, replicas);
}

async function scale(scenario: Scenario, replicas: number): Promise<void> {
  const { api } = scenario.live;
  const path = resourcePath(resources.deployments, 'kube-system', 'coredns');
  await api.patch(path, { spec: { replicas } });
  await until(
    async () => {
      const kinds = ['pods', 'slices', 'deployments'] as const;
      const snapshot = await takeSnapshot(api, ['kube-system'], kinds);
      const dns = snapshot.of('deployments').find(({ metadata }) => metadata.name === 'coredns');
      const { availableReplicas = 0 } = (dns?.status ?? {}) as { availableReplicas?: number };
      const pods = snapshot.of('pods').filter(({ metadata }) => metadata.labels?.['k8s-app'] === 'kube-dns');
      const endpoints = snapshot
        .of('slices')
        .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === 'kube-dns')
        .flatMap((slice) => slice.endpoints ?? []);
      const done =
        availableReplicas === replicas && pods.length === replicas && endpoints.length === replicas;
      return done ? true : undefined;
    },
    { deadline: inSeconds(60) },
  );
  scenario.dnsDown = replicas === 0;
}

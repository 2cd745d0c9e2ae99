import type { KubeObject, Service } from '../../../kube/index.ts';
import { unlessMissing } from '../kubectl/api-error.ts';
import type { Api } from '../kubectl/api.ts';
import { resourcePath, resources } from '../kubectl/resource-paths.ts';
import { inSeconds, until } from '../tools/until.ts';

const name = 'load-balancer-probe';

/** Whether a Service of type LoadBalancer gets an address before the deadline. */
export async function hasLoadBalancer(api: Api, namespace: string, seconds: number): Promise<boolean> {
  await api.apply({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { type: 'LoadBalancer', selector: { app: name }, ports: [{ port: 80 }] },
  } as KubeObject);
  const answered = await until(
    async () => {
      const service = await api.get<Service>(resources.services, namespace, name);
      const ingress = service.status?.loadBalancer?.ingress ?? [];
      return ingress.length > 0 ? true : undefined;
    },
    { deadline: inSeconds(seconds), everyMs: 500 },
  );
  await unlessMissing(api.delete(resourcePath(resources.services, namespace, name)));
  return answered === true;
}

import { ClusterError } from '../../../errors/index.ts';
import { familyOf, type IPFamily, type KubeObject, type Node, type Service } from '../../../kube/index.ts';
import { unlessMissing } from '../kubectl/api-error.ts';
import { resourcePath, resources } from '../kubectl/resource-paths.ts';
import type { Machines } from '../live-cluster.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { inSeconds, until } from '../tools/until.ts';

const name = 'reachform-marker';
/** Where every kubelet listens, on every address of its node. */
const kubeletPort = 10250;
const patienceSeconds = 30;

/**
 * Waits until the rules of a node say all that was changed so far: to be called before they are to
 * stay as they are. A proxy is told of Services and slices in the order in which they were written
 * and writes its rules for all that it knows, so one that leads to a Service made last has done the rest.
 */
export async function awaitProxy(scenario: Scenario, machines: Machines, node: string): Promise<void> {
  if (scenario.stoppedProxies.has(node)) return;
  const namespace = scenario.world.realNamespace('default');
  await scenario.watch.time('wait for rules', async () => {
    try {
      const addresses = await markWith(scenario, namespace, node);
      await Promise.all(addresses.map((address) => leadsTo(machines, node, address)));
    } finally {
      await unmark(scenario, namespace);
    }
  });
}

/** A Service that leads to the node itself, in every family; its cluster IPs. */
async function markWith(scenario: Scenario, namespace: string, real: string): Promise<readonly string[]> {
  const { api } = scenario.live;
  const [node, service] = await Promise.all([
    api.get<Node>(resources.nodes, undefined, real),
    api.apply<Service>({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: { ipFamilyPolicy: 'PreferDualStack', ports: [{ port: kubeletPort, protocol: 'TCP' }] },
    }),
  ]);
  const own = (node.status?.addresses ?? []).filter(({ type }) => type === 'InternalIP');
  const led = (service.spec.ipFamilies ?? []).flatMap((family, index) => {
    const address = own.find((one) => familyOf(one.address) === family)?.address;
    const clusterIP = service.spec.clusterIPs?.[index];
    return address === undefined || clusterIP === undefined ? [] : [{ family, address, clusterIP }];
  });
  await Promise.all(led.map(({ family, address }) => api.apply(sliceOf(namespace, family, address))));
  return led.map(({ clusterIP }) => clusterIP);
}

function sliceOf(namespace: string, family: IPFamily, address: string): KubeObject {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${name}-${family.toLowerCase()}`,
      namespace,
      labels: { 'kubernetes.io/service-name': name },
    },
    addressType: family,
    ports: [{ name: '', port: kubeletPort, protocol: 'TCP' }],
    endpoints: [{ addresses: [address] }],
  } as KubeObject;
}

async function leadsTo(machines: Machines, node: string, address: string): Promise<void> {
  const connect = ['timeout', '1', 'bash', '-c', `exec 3<>/dev/tcp/${address}/${kubeletPort}`];
  const led = await until(
    async () => ((await machines.run(node, connect)).exitCode === 0 ? true : undefined),
    { deadline: inSeconds(patienceSeconds) },
  );
  if (led) return;
  throw new ClusterError({
    what: `kube-proxy on node ${node} has not followed what was changed for ${patienceSeconds} s`,
    found: `a connection from the node to ${address}:${kubeletPort}, a Service made last, leads nowhere`,
    hint: 'look at the pods of kube-proxy in namespace kube-system',
  });
}

async function unmark({ live: { api } }: Scenario, namespace: string): Promise<void> {
  // Its slices are not owned by anybody.
  const slices = (['IPv4', 'IPv6'] as const).map((family) =>
    unlessMissing(api.delete(resourcePath(resources.slices, namespace, `${name}-${family.toLowerCase()}`))),
  );
  const service = unlessMissing(api.delete(resourcePath(resources.services, namespace, name)));
  await Promise.all([...slices, service]);
}

import type { Client, Flow } from '../../engine/flow/index.ts';
import {
  defaultCluster,
  manifestOf,
  type Cluster,
  type KubeObject,
  type Manifest,
  type Pod,
} from '../../engine/kube/index.ts';
import { makeState, type State } from '../../engine/model/index.ts';

export const services = 50;

/** Three nodes in two zones, fifty Services of all kinds, clients and pods of all kinds. */
export function mixedState(): State {
  const objects = [
    ...range(services - 5).map((n) => deployment(n)),
    ...range(services).map((n) => service(n)),
    ...range(10).map((n) => pod(`client-${n}`, {})),
    pod('on-host', { hostNetwork: true, containers: [container(9100)] }),
    pod('mapped', { containers: [{ name: 'web', ports: [{ containerPort: 8080, hostPort: 8088 }] }] }),
  ];
  return makeState(withZones(defaultCluster(2)), objects);
}

/** The same questions from pods, hosts and outside, to every kind of destination. */
export function mixedFlows(state: State): readonly Flow[] {
  const pods = state.objects.list<Pod>('Pod', 'shop').filter(({ object }) => object.status?.podIP);
  const names = pods.map(({ object }) => `shop/${object.metadata.name}`);
  const from: readonly Client[] = [
    ...names.slice(0, 40).map((pod) => ({ pod })),
    { host: 'worker' },
    { host: 'control-plane' },
    { outside: '203.0.113.9', via: 'worker' },
    { outside: '198.51.100.9', via: 'worker2' },
  ];
  const all = range(services);
  const to = [
    ...all.filter((n) => !isHeadless(n) && !isAlias(n)).map((n) => `service/shop/web-${n}:80`),
    ...all.map((n) => `web-${n}.shop:80`),
    ...all.map((n) => `node/worker${n % 2 === 0 ? '' : '2'}:${30000 + n}`),
    ...all.filter(isExternal).map((n) => `192.0.2.${n + 1}:80`),
    ...all.filter(isBalanced).map((n) => `198.18.0.${n + 1}:80`),
    ...all.filter(isBalanced).map((n) => `node/worker:${31000 + n}`),
    ...pods.slice(0, 30).map(({ object }) => `${object.status?.podIP}:8080`),
    'node/worker:8088',
    'node/worker2:9100',
    '10.96.255.254:80',
    'nobody.shop:80',
    'example.com:443',
  ];
  return from.flatMap((client) => to.map((text) => ({ from: client, to: text })));
}

const isHeadless = (n: number): boolean => n % 10 === 7;
const isAlias = (n: number): boolean => n === 48;
const isExternal = (n: number): boolean => n % 8 === 1 && !isHeadless(n);
const isBalanced = (n: number): boolean => n % 6 === 4 && !isHeadless(n) && !isAlias(n);
const isNodePort = (n: number): boolean => n % 3 === 0 && !isHeadless(n) && !isAlias(n) && !isBalanced(n);

/** The last five Services have no pods; every second one with a node port has policy Local, and so on. */
function service(n: number): Manifest {
  const type = isBalanced(n) ? 'LoadBalancer' : isNodePort(n) ? 'NodePort' : 'ClusterIP';
  const spec = isAlias(n)
    ? { type: 'ExternalName', externalName: 'web-1.shop.svc.cluster.local' }
    : {
        type,
        selector: { app: `web-${n}` },
        ...(isHeadless(n) && { clusterIP: 'None' }),
        ...(type !== 'ClusterIP' && n % 2 === 0 && { externalTrafficPolicy: 'Local' }),
        ...(isBalanced(n) && n % 4 === 0 && { healthCheckNodePort: 31000 + n }),
        ...(isBalanced(n) && n > 20 && { loadBalancerSourceRanges: ['203.0.113.0/24'] }),
        ...(isExternal(n) && { externalIPs: [`192.0.2.${n + 1}`] }),
        ...(n % 7 === 2 && { internalTrafficPolicy: 'Local' }),
        ...(n % 5 === 3 && { trafficDistribution: 'PreferSameZone' }),
        ...(n % 9 === 5 && { sessionAffinity: 'ClientIP' }),
        ports: [{ port: 80, targetPort: 8080, ...(type !== 'ClusterIP' && { nodePort: 30000 + n }) }],
      };
  const status = isBalanced(n) && { status: { loadBalancer: { ingress: [{ ip: `198.18.0.${n + 1}` }] } } };
  return object({ kind: 'Service', ...named(`web-${n}`), spec, ...status });
}

function deployment(n: number): Manifest {
  const labels = { app: `web-${n}` };
  const template = { metadata: { labels }, spec: { containers: [container(8080)] } };
  const spec = { replicas: 3, selector: { matchLabels: labels }, template };
  return object({ kind: 'Deployment', apiVersion: 'apps/v1', ...named(`web-${n}`), spec });
}

function pod(name: string, spec: object): Manifest {
  return object({ kind: 'Pod', ...named(name), spec: { containers: [{ name: 'client' }], ...spec } });
}

function container(containerPort: number): object {
  return { name: 'web', ports: [{ containerPort }] };
}

function named(name: string): { metadata: { name: string; namespace: string } } {
  return { metadata: { name, namespace: 'shop' } };
}

function object(value: object): Manifest {
  return manifestOf({ apiVersion: 'v1', ...value } as KubeObject);
}

function withZones(cluster: Cluster): Cluster {
  const nodes = cluster.nodes.map((node, n) => {
    const labels = { ...node.object.metadata.labels, 'topology.kubernetes.io/zone': n === 2 ? 'b' : 'a' };
    return manifestOf({ ...node.object, metadata: { ...node.object.metadata, labels } }, node);
  });
  return { ...cluster, nodes };
}

export function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => n);
}

import {
  applyDefaults,
  manifestOf,
  matchesLabels,
  nthAddress,
  refOf,
  type Cluster,
  type Deployment,
  type Endpoints,
  type EndpointSlice,
  type Manifest,
  type Pod,
  type Service,
} from '../../kube/index.ts';
import { nodeAddresses } from '../allocation/pod-addresses.ts';
import type { ObjectStore } from '../object-store.ts';
import { dnsLabels } from './dns-health.ts';
import { serviceNameLabel } from './endpoints/slices.ts';

const controlPlaneLabel = 'node-role.kubernetes.io/control-plane';
/** Where the API server listens on its node. */
const apiPort = 6443;

/** What every cluster holds before its users write anything, as far as they did not bring it themselves. */
export function builtIns(cluster: Cluster, declared: ObjectStore): readonly Manifest[] {
  const all = [...apiServer(cluster, declared), ...dns(cluster, declared)];
  return all.filter(({ object }) => {
    const { kind, namespace, name } = refOf(object);
    return !declared.get(kind, namespace, name);
  });
}

/** The Service `kubernetes` with the endpoints that the API servers themselves write. */
function apiServer(cluster: Cluster, declared: ObjectStore): readonly Manifest[] {
  const metadata = { name: 'kubernetes', namespace: 'default' };
  const component = { component: 'apiserver', provider: 'kubernetes' };
  const service: Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadata, labels: component },
    spec: {
      type: 'ClusterIP',
      clusterIP: nthAddress(cluster.serviceSubnets[0] ?? '', 1) ?? '',
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: apiPort }],
    },
  };
  const heads = cluster.nodes.filter(
    ({ object }) => object.metadata.labels?.[controlPlaneLabel] !== undefined,
  );
  const family = cluster.ipFamilies[0]!;
  const ips = heads.flatMap(({ object }) => nodeAddresses(object).get(family) ?? []).sort();
  const ports = [{ name: 'https', port: apiPort, protocol: 'TCP' as const }];
  const slice: EndpointSlice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { ...metadata, labels: { [serviceNameLabel]: 'kubernetes' } },
    addressType: family,
    endpoints: ips.length > 0 ? ips.map((ip) => ({ addresses: [ip], conditions: { ready: true } })) : null,
    ports,
  };
  const endpoints: Endpoints = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { ...metadata, labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
    ...(ips.length > 0 && { subsets: [{ addresses: ips.map((ip) => ({ ip })), ports }] }),
  };
  const isKnown = declared
    .list<EndpointSlice>('EndpointSlice', 'default')
    .some(({ object }) => object.metadata.labels?.[serviceNameLabel] === 'kubernetes');
  const slices = isKnown ? [] : [slice];
  return [applyDefaults(manifestOf(service)), ...slices.map((one) => manifestOf(one)), manifestOf(endpoints)];
}

/** CoreDNS as kubeadm installs it: two pods behind the tenth address of the service range. */
function dns(cluster: Cluster, declared: ObjectStore): readonly Manifest[] {
  const service: Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'kube-dns',
      namespace: 'kube-system',
      labels: { ...dnsLabels, 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
    },
    spec: {
      type: 'ClusterIP',
      clusterIP: nthAddress(cluster.serviceSubnets[0] ?? '', 10) ?? '',
      selector: dnsLabels,
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
        { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
        { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
      ],
    },
  };
  const pods = declared.list<Pod>('Pod', 'kube-system');
  const isRecorded = pods.some(({ object }) => matchesLabels(dnsLabels, object.metadata.labels));
  return [service, ...(isRecorded ? [] : [coreDns(cluster)])].map((object) =>
    applyDefaults(manifestOf(object)),
  );
}

function coreDns(cluster: Cluster): Deployment {
  // kind starts CoreDNS before any worker joins, so both pods stay on the control plane.
  const hasHead = cluster.nodes.some(
    ({ object }) => object.metadata.labels?.[controlPlaneLabel] !== undefined,
  );
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'coredns', namespace: 'kube-system', labels: dnsLabels },
    spec: {
      replicas: 2,
      selector: { matchLabels: dnsLabels },
      template: {
        metadata: { labels: dnsLabels },
        spec: {
          dnsPolicy: 'Default',
          ...(hasHead && { nodeSelector: { [controlPlaneLabel]: '' } }),
          tolerations: [
            { key: 'CriticalAddonsOnly', operator: 'Exists' },
            { key: controlPlaneLabel, effect: 'NoSchedule', operator: 'Exists' },
          ],
          containers: [
            {
              name: 'coredns',
              ports: [
                { name: 'dns', containerPort: 53, protocol: 'UDP' },
                { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
                { name: 'metrics', containerPort: 9153, protocol: 'TCP' },
              ],
            },
          ],
        },
      },
    },
  };
}

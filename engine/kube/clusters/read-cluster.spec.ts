import assert from 'node:assert/strict';
import { formatProblem } from '../../errors/index.ts';
import type { Cluster } from '../cluster.ts';
import { parseManifests } from '../parse/parse-manifests.ts';
import { withProxyMode, withVersion, defaultCluster } from './default-cluster.ts';
import { clusterFromNodes } from './from-nodes.ts';
import { readCluster } from './read-cluster.ts';

const node = (name: string, rest = ''): string =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\n${rest}`;
const proxy = 'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n';

function fromManifests(...texts: readonly string[]): Cluster {
  const { manifests, problems } = parseManifests(texts.join('---\n'), 'dump.yaml');
  assert.deepEqual(problems, []);
  return clusterFromNodes(manifests)!;
}

const recorded = node(
  'kind-worker',
  `spec: {podCIDR: 10.50.1.0/24, podCIDRs: [10.50.1.0/24]}
status:
  addresses: [{type: InternalIP, address: 192.168.7.9}, {type: Hostname, address: kind-worker}]
  nodeInfo: {kubeletVersion: v1.33.4}
`,
);

describe('a cluster of Node objects', () => {
  it('is none without any', () => assert.equal(clusterFromNodes([]), undefined));

  it('is as it was recorded', () => {
    const cluster = fromManifests(recorded);
    assert.deepEqual(cluster.version, { major: 1, minor: 33 });
    assert.deepEqual(cluster.podSubnets, ['10.50.0.0/16']);
    assert.deepEqual(cluster.proxy.clusterCIDRs, ['10.50.0.0/16']);
    assert.deepEqual(cluster.serviceSubnets, ['10.96.0.0/16']);
    const [own] = cluster.nodes;
    assert.deepEqual(own!.object.spec?.podCIDRs, ['10.50.1.0/24']);
    assert.deepEqual(own!.object.status?.addresses?.[0]?.address, '192.168.7.9');
    assert.deepEqual(own!.placeOf(['metadata', 'name']), { file: 'dump.yaml', line: 3, column: 18 });
  });

  it('written by hand gets what is left out, and nobody else’s', () => {
    const cluster = fromManifests(node('a'), node('b', 'spec: {podCIDR: 10.244.0.0/24}\n'), node('c'));
    assert.deepEqual(
      cluster.nodes.map(({ object }) => [
        object.metadata.name,
        object.spec?.podCIDR,
        object.status?.addresses?.[0]?.address,
      ]),
      [
        ['a', '10.244.1.0/24', '172.18.0.2'],
        ['b', '10.244.0.0/24', '172.18.0.3'],
        ['c', '10.244.2.0/24', '172.18.0.4'],
      ],
    );
    assert.equal(cluster.nodes[0]!.object.metadata.labels?.['kubernetes.io/hostname'], 'a');
  });

  it('takes its release from the control plane', () => {
    const controlPlane = recorded
      .replace('{name: kind-worker}', '{name: cp, labels: {node-role.kubernetes.io/control-plane: ""}}')
      .replace('v1.33.4', 'v1.34.1');
    assert.equal(fromManifests(recorded, controlPlane).version.minor, 34);
  });

  it('has the families of its API server’s own Service first', () => {
    const kubernetes = `apiVersion: v1
kind: Service
metadata: {name: kubernetes, uid: a}
spec: {clusterIP: "fd00:10:96::1", clusterIPs: ["fd00:10:96::1"], ports: [{port: 443}]}
`;
    const web = `apiVersion: v1
kind: Service
metadata: {name: web, uid: b}
spec:
  clusterIP: 10.96.0.7
  clusterIPs: [10.96.0.7, "fd00:10:96::7"]
  ipFamilyPolicy: RequireDualStack
  ports: [{port: 80}]
`;
    assert.deepEqual(fromManifests(recorded, web, kubernetes).ipFamilies, ['IPv6', 'IPv4']);
  });
});

describe('the ranges of a dump', () => {
  const service = (address: string, port = 30080): string => `apiVersion: v1
kind: Service
metadata: {name: web, uid: a}
spec: {type: NodePort, clusterIP: ${address}, ports: [{port: 80, nodePort: ${port}}]}
`;

  it('are those of the ServiceCIDR objects, the API server’s own first', () => {
    const cidr = (name: string, range: string): string =>
      `apiVersion: networking.k8s.io/v1\nkind: ServiceCIDR\nmetadata: {name: ${name}}\nspec: {cidrs: [${range}]}\n`;
    const cluster = fromManifests(recorded, cidr('extra', '10.7.0.0/24'), cidr('kubernetes', '10.8.0.0/24'));
    assert.deepEqual(cluster.serviceSubnets, ['10.8.0.0/24', '10.7.0.0/24']);
  });

  it('or those of the API server’s arguments', () => {
    const server = `apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver-cp, namespace: kube-system, labels: {component: kube-apiserver}}
spec:
  containers:
  - name: kube-apiserver
    image: kube-apiserver
    command: [kube-apiserver, --service-cluster-ip-range=10.8.0.0/20, --service-node-port-range=20000-20100]
`;
    const cluster = fromManifests(recorded, server);
    assert.deepEqual(cluster.serviceSubnets, ['10.8.0.0/20']);
    assert.deepEqual(cluster.nodePortRange, { from: 20000, to: 20100 });
  });

  it('or those of kubeadm’s configuration', () => {
    const config = `apiVersion: v1
kind: ConfigMap
metadata: {name: kubeadm-config, namespace: kube-system}
data:
  ClusterConfiguration: |
    networking: {serviceSubnet: 10.9.0.0/16, podSubnet: 10.50.0.0/17, dnsDomain: example.org}
`;
    const cluster = fromManifests(recorded, config);
    assert.deepEqual(cluster.serviceSubnets, ['10.9.0.0/16']);
    assert.deepEqual(cluster.podSubnets, ['10.50.0.0/17']);
    assert.equal(cluster.dnsDomain, 'example.org');
  });

  it('or as wide as the recorded addresses need', () => {
    assert.deepEqual(fromManifests(recorded, service('10.96.1.2')).serviceSubnets, ['10.96.0.0/16']);
    assert.deepEqual(fromManifests(recorded, service('172.20.3.4')).serviceSubnets, ['172.20.0.0/16']);
    assert.deepEqual(fromManifests(recorded, service('10.96.1.2', 8080)).nodePortRange, {
      from: 8080,
      to: 32767,
    });
  });

  it('kube-proxy’s configuration is in its ConfigMap', () => {
    const config = `apiVersion: v1
kind: ConfigMap
metadata: {name: kube-proxy, namespace: kube-system}
data:
  config.conf: |-
    apiVersion: kubeproxy.config.k8s.io/v1alpha1
    kind: KubeProxyConfiguration
    mode: nftables
    clusterCIDR: 10.50.0.0/16
    nftables: {masqueradeAll: true}
    conntrack: {maxPerCore: null}
`;
    const cluster = fromManifests(recorded, config);
    assert.equal(cluster.proxy.mode, 'nftables');
    assert.equal(cluster.proxy.masqueradeAll, true);
    assert.deepEqual(cluster.podSubnets, ['10.50.0.0/16']);
  });
});

describe('a file with a cluster', () => {
  it('is a kind config', () => {
    const read = readCluster('kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n', 'f');
    assert.deepEqual(read.problems, []);
    assert.equal(read.isKindConfig, true);
    assert.equal(read.cluster.nodes.length, 1);
  });

  it('is Node objects with a KubeProxyConfiguration', () => {
    const read = readCluster(`${recorded}---\n${proxy}mode: ipvs\n`, 'f');
    assert.deepEqual(read.problems, []);
    assert.equal(read.isKindConfig, false);
    assert.equal(read.cluster.proxy.mode, 'ipvs');
    assert.equal(read.cluster.nodes[0]!.object.metadata.name, 'kind-worker');
  });

  const nodeOf = (provider: string): string =>
    `apiVersion: v1\nkind: Node\nmetadata: {name: a}\nspec: {podCIDR: 10.9.1.0/24${provider}}\n---\n`;

  it('takes a KubeProxyConfiguration beside Nodes at its word: without clusterCIDR no pod is recognised', () => {
    assert.deepEqual(
      readCluster(`${nodeOf('')}${proxy}mode: nftables\n`, 'f').cluster.proxy.clusterCIDRs,
      [],
    );
  });

  it('lets kubeadm fill in the clusterCIDR of nodes that kind made', () => {
    const { cluster } = readCluster(
      `${nodeOf(', providerID: kind://docker/k/a')}${proxy}mode: nftables\n`,
      'f',
    );
    assert.deepEqual(cluster.proxy.clusterCIDRs, cluster.podSubnets);
  });

  it('takes pods to be recognised where nobody says how kube-proxy is configured', () => {
    const { cluster } = readCluster(nodeOf(''), 'f');
    assert.deepEqual(cluster.proxy.clusterCIDRs, cluster.podSubnets);
  });

  it('is a KubeProxyConfiguration alone, for the default nodes', () => {
    const { cluster } = readCluster(`${proxy}mode: nftables\n`, 'f');
    assert.equal(cluster.proxy.mode, 'nftables');
    assert.deepEqual(cluster.proxy.clusterCIDRs, ['10.244.0.0/16']);
    assert.equal(cluster.nodes.length, 3);
  });

  const said = (text: string): string[] =>
    readCluster(text, 'f').problems.map((problem) => formatProblem(problem));

  it('is not one of manifests', () => {
    assert.deepEqual(said('apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n'), [
      [
        'error: No cluster in this file    f:1:1',
        '  found      Namespace',
        '  expected   a kind config (kind: Cluster), Node objects, or a KubeProxyConfiguration',
        '  try        manifests of workloads and Services are given apart from the cluster',
      ].join('\n'),
    ]);
    assert.equal(said('')[0]!.split('\n')[1], '  found      an empty file');
  });

  it('may be wrong in all of its parts', () => {
    assert.deepEqual(
      said(`${node('a', 'spec: {podCIDR: x}\n')}---\n${proxy}mode: iptabels\n`).map(
        (text) => text.split('\n')[0],
      ),
      [
        'error: Node a, spec.podCIDRs[0]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)    f:4:17',
        'error: KubeProxyConfiguration, mode: Invalid value: "iptabels": must be iptables, ipvs, nftables or blank (blank means the best-available proxy [currently iptables])    f:8:7',
      ],
    );
  });

  it('may be no YAML', () => assert.equal(said('nodes:\n\t- role: worker\n').length, 1));
});

describe('a cluster that is changed', () => {
  it('has another release, nodes and all', () => {
    const cluster = withVersion(defaultCluster(), '1.31');
    assert.deepEqual(cluster.version, { major: 1, minor: 31 });
    assert.equal(cluster.nodes[2]!.object.status?.nodeInfo?.['kubeletVersion'], 'v1.31.0');
    assert.throws(() => withVersion(cluster, 'latest'), /no Kubernetes version: "latest"/);
  });

  it('has another mode', () => assert.equal(withProxyMode(defaultCluster(), 'ipvs').proxy.mode, 'ipvs'));

  it('has as many workers as are wanted', () => {
    assert.equal(defaultCluster(0).nodes.length, 1);
    assert.equal(defaultCluster(0).nodes[0]!.object.spec?.taints, undefined);
    assert.equal(defaultCluster(5).nodes.at(-1)!.object.metadata.name, 'worker5');
  });
});

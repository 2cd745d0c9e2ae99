import assert from 'node:assert/strict';
import { formatProblem } from '../../errors/index.ts';
import type { Cluster } from '../cluster.ts';
import { defaultCluster } from './default-cluster.ts';
import { parseKindConfig } from './kind-config.ts';

const head = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n';

function clusterOf(body: string): Cluster {
  const { cluster, problems } = parseKindConfig(head + body, 'kind.yaml');
  assert.deepEqual(problems, []);
  return cluster;
}

function said(body: string): string[] {
  return parseKindConfig(head + body, 'kind.yaml').problems.map((problem) => formatProblem(problem));
}

function warned(body: string): string[] {
  return parseKindConfig(head + body, 'kind.yaml').warnings.map((warning) =>
    formatProblem(warning, 'warning'),
  );
}

const names = ({ nodes }: Cluster): string[] => nodes.map(({ object }) => object.metadata.name);
const taints = ({ nodes }: Cluster): string[][] =>
  nodes.map(({ object }) => (object.spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}`));
const addresses = ({ nodes }: Cluster): string[] =>
  nodes.map(({ object }) =>
    (object.status?.addresses ?? [])
      .filter(({ type }) => type === 'InternalIP')
      .map(({ address }) => address)
      .join(' '),
  );
const ranges = ({ nodes }: Cluster): string[] =>
  nodes.map(({ object }) => (object.spec?.podCIDRs ?? []).join(' '));

const three = 'nodes:\n- role: control-plane\n- role: worker\n- role: worker\n';
const tainted = ['node-role.kubernetes.io/control-plane:NoSchedule'];

describe('a kind config', () => {
  it('without nodes is one control plane that takes every pod', () => {
    const cluster = clusterOf('');
    assert.deepEqual(names(cluster), ['control-plane']);
    assert.deepEqual(taints(cluster), [[]]);
    assert.ok(
      !(
        'node.kubernetes.io/exclude-from-external-load-balancers' in cluster.nodes[0]!.object.metadata.labels!
      ),
    );
  });

  it('of three nodes is the default cluster', () => {
    const { nodes: own, ...cluster } = clusterOf(three);
    const { nodes, ...expected } = defaultCluster();
    assert.deepEqual(cluster, expected);
    assert.deepEqual(
      own.map(({ object }) => object),
      nodes.map(({ object }) => object),
    );
  });

  it('gives kind’s ranges and names', () => {
    const cluster = clusterOf(three);
    assert.deepEqual(cluster.podSubnets, ['10.244.0.0/16']);
    assert.deepEqual(cluster.serviceSubnets, ['10.96.0.0/16']);
    assert.deepEqual(cluster.ipFamilies, ['IPv4']);
    assert.deepEqual(cluster.proxy.clusterCIDRs, ['10.244.0.0/16']);
    assert.deepEqual(names(cluster), ['control-plane', 'worker', 'worker2']);
    assert.deepEqual(ranges(cluster), ['10.244.0.0/24', '10.244.1.0/24', '10.244.2.0/24']);
    assert.deepEqual(addresses(cluster), ['172.18.0.2', '172.18.0.3', '172.18.0.4']);
    assert.deepEqual(taints(cluster), [tainted, [], []]);
  });

  it('labels nodes as kubelet, kubeadm and its author do', () => {
    const { nodes } = clusterOf('nodes:\n- role: control-plane\n- role: worker\n  labels: {zone: a}\n');
    assert.deepEqual(nodes[1]!.object.metadata.labels, {
      'beta.kubernetes.io/arch': 'amd64',
      'beta.kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      'kubernetes.io/hostname': 'worker',
      'kubernetes.io/os': 'linux',
      zone: 'a',
    });
    const labels = nodes[0]!.object.metadata.labels!;
    assert.equal(labels['node-role.kubernetes.io/control-plane'], '');
    assert.equal(labels['node.kubernetes.io/exclude-from-external-load-balancers'], '');
  });

  it('knows where its nodes were written', () => {
    const { nodes } = clusterOf('nodes:\n- role: control-plane\n- role: worker\n  labels: {zone: a}\n');
    assert.deepEqual(nodes[1]!.placeOf(), { file: 'kind.yaml', line: 5, column: 3 });
    assert.deepEqual(nodes[1]!.placeOf(['metadata', 'labels', 'zone']), {
      file: 'kind.yaml',
      line: 6,
      column: 18,
    });
    assert.equal(defaultCluster().nodes[0]!.placeOf(), undefined);
  });

  it('may have control planes in the middle, and several', () => {
    const cluster = clusterOf('nodes:\n- role: worker\n- role: control-plane\n- role: control-plane\n');
    assert.deepEqual(names(cluster), ['worker', 'control-plane', 'control-plane2']);
    assert.deepEqual(addresses(cluster), ['172.18.0.4', '172.18.0.2', '172.18.0.3']);
    assert.deepEqual(ranges(cluster), ['10.244.2.0/24', '10.244.0.0/24', '10.244.1.0/24']);
  });

  it('keeps the taint of several control planes without workers, as kind does', () => {
    const cluster = clusterOf('nodes:\n- role: control-plane\n- role: control-plane\n');
    assert.deepEqual(taints(cluster), [tainted, tainted]);
  });

  it('tells the release by the image of its control plane', () => {
    const image = (role: string, tag: string): string => `- role: ${role}\n  image: kindest/node:${tag}\n`;
    const nodes = `nodes:\n${image('worker', 'v1.32.0')}${image('control-plane', 'v1.33.1@sha256:01')}`;
    assert.deepEqual(clusterOf(nodes).version, { major: 1, minor: 33 });
    assert.equal(clusterOf(nodes).nodes[0]!.object.status?.nodeInfo?.['kubeletVersion'], 'v1.33.0');
    assert.deepEqual(clusterOf('').version, { major: 1, minor: 35 });
  });
});

describe('the network of a kind config', () => {
  it('IPv6', () => {
    const cluster = clusterOf(`${three}networking: {ipFamily: ipv6}\n`);
    assert.deepEqual(cluster.ipFamilies, ['IPv6']);
    assert.deepEqual(cluster.podSubnets, ['fd00:10:244::/56']);
    assert.deepEqual(cluster.serviceSubnets, ['fd00:10:96::/112']);
    assert.deepEqual(ranges(cluster), ['fd00:10:244::/64', 'fd00:10:244:1::/64', 'fd00:10:244:2::/64']);
    assert.equal(addresses(cluster)[1], 'fc00:f853:ccd:e793::3');
  });

  it('both families', () => {
    const cluster = clusterOf(`${three}networking: {ipFamily: dual}\n`);
    assert.deepEqual(cluster.ipFamilies, ['IPv4', 'IPv6']);
    assert.deepEqual(cluster.podSubnets, ['10.244.0.0/16', 'fd00:10:244::/56']);
    assert.equal(ranges(cluster)[1], '10.244.1.0/24 fd00:10:244:1::/64');
    assert.equal(addresses(cluster)[1], '172.18.0.3 fc00:f853:ccd:e793::3');
  });

  it('both families, IPv6 first: the order of the service ranges', () => {
    const networking = 'ipFamily: dual, serviceSubnet: "fd00:10:96::/112,10.96.0.0/16"';
    assert.deepEqual(clusterOf(`networking: {${networking}}\n`).ipFamilies, ['IPv6', 'IPv4']);
  });

  it('ranges of one’s own', () => {
    const cluster = clusterOf(
      `${three}networking: {podSubnet: 10.100.0.0/20, serviceSubnet: 10.200.0.0/24}\n`,
    );
    assert.deepEqual(ranges(cluster)[2], '10.100.2.0/24');
    assert.deepEqual(cluster.proxy.clusterCIDRs, ['10.100.0.0/20']);
    assert.deepEqual(cluster.serviceSubnets, ['10.200.0.0/24']);
  });

  for (const mode of ['iptables', 'nftables', 'ipvs']) {
    it(`mode ${mode}`, () => {
      assert.equal(clusterOf(`networking: {kubeProxyMode: ${mode}}\n`).proxy.mode, mode);
    });
  }

  it('no kube-proxy at all: the model says that it can’t know', () => {
    assert.deepEqual(warned('networking: {kubeProxyMode: none}\n'), [
      'warning: Cluster, networking.kubeProxyMode: no kube-proxy: the model answers as its iptables mode would    kind.yaml:3:29\n' +
        '  found      networking: {kubeProxyMode: none}',
    ]);
  });

  it('another CNI', () => {
    assert.equal(warned('networking:\n  disableDefaultCNI: true\n').length, 1);
    assert.deepEqual(warned('networking:\n  disableDefaultCNI: false\n'), []);
  });
});

describe('patches of a kind config', () => {
  const patch = (...lines: string[]): string =>
    `kubeadmConfigPatches:\n- |\n${lines.map((l) => `  ${l}\n`).join('')}`;

  it('kube-proxy', () => {
    const { proxy } = clusterOf(
      patch(
        'kind: KubeProxyConfiguration',
        'mode: nftables',
        'detectLocalMode: NodeCIDR',
        'clusterCIDR: 10.0.0.0/8',
        'nodePortAddresses: [172.18.0.0/16]',
        'nftables: {masqueradeAll: true}',
        'iptables: {localhostNodePorts: false}',
        'ipvs: {scheduler: sh}',
        'conntrack: {maxPerCore: 0}',
      ),
    );
    assert.deepEqual(proxy, {
      mode: 'nftables',
      detectLocalMode: 'NodeCIDR',
      clusterCIDRs: ['10.0.0.0/8'],
      masqueradeAll: true,
      nodePortAddresses: ['172.18.0.0/16'],
      localhostNodePorts: false,
      ipvsScheduler: 'sh',
    });
  });

  it('masqueradeAll counts in its own mode only; ipvs has that of iptables', () => {
    const all = ['kind: KubeProxyConfiguration', 'iptables: {masqueradeAll: true}'];
    assert.equal(clusterOf(patch(...all)).proxy.masqueradeAll, true);
    assert.equal(clusterOf(patch(...all, 'mode: ipvs')).proxy.masqueradeAll, true);
    assert.equal(clusterOf(patch(...all, 'mode: nftables')).proxy.masqueradeAll, false);
  });

  it('of one kind are merged in order; several documents in one text are several patches', () => {
    const text = patch(
      'kind: KubeProxyConfiguration',
      'mode: ipvs',
      'ipvs: {scheduler: lc, strictARP: true}',
      '---',
      'kind: KubeProxyConfiguration',
      'ipvs: {scheduler: null}',
    );
    assert.equal(clusterOf(text).proxy.ipvsScheduler, 'rr');
    assert.equal(clusterOf(text).proxy.mode, 'ipvs');
  });

  for (const [form, args] of [
    ['a map', ['    service-node-port-range: "30000-30100"']],
    ['a list', ['  - name: service-node-port-range', '    value: 30000-30100']],
  ] as const) {
    it(`the range of node ports, extraArgs as ${form}`, () => {
      const text = patch('kind: ClusterConfiguration', 'apiServer:', '  extraArgs:', ...args);
      assert.deepEqual(clusterOf(text).nodePortRange, { from: 30000, to: 30100 });
    });
  }

  it('the domain of DNS', () => {
    assert.equal(
      clusterOf(patch('kind: ClusterConfiguration', 'networking: {dnsDomain: example.org}')).dnsDomain,
      'example.org',
    );
    assert.equal(clusterOf('').dnsDomain, 'cluster.local');
  });

  it('of one node: labels, taints, addresses', () => {
    const { nodes } = clusterOf(`nodes:
- role: control-plane
  kubeadmConfigPatches:
  - |
    kind: InitConfiguration
    nodeRegistration:
      taints: []
- role: worker
  labels: {lost: "true"}
  kubeadmConfigPatches:
  - |
    kind: JoinConfiguration
    nodeRegistration:
      taints:
      - key: gpu
        effect: NoSchedule
      kubeletExtraArgs:
        node-labels: zone=b,rack=
        node-ip: 10.9.0.9
`);
    assert.deepEqual(nodes[0]!.object.spec?.taints, undefined);
    const { metadata, spec, status } = nodes[1]!.object;
    assert.deepEqual(spec?.taints, [{ key: 'gpu', effect: 'NoSchedule' }]);
    assert.equal(metadata.labels?.['zone'], 'b');
    assert.equal(metadata.labels?.['rack'], '');
    assert.equal(metadata.labels?.['lost'], undefined);
    assert.equal(status?.addresses?.[0]?.address, '10.9.0.9');
  });

  it('of all nodes that join', () => {
    const text = patch(
      'kind: JoinConfiguration',
      'nodeRegistration:',
      '  kubeletExtraArgs:',
      '  - name: node-labels',
      '    value: zone=c',
    );
    const zones = clusterOf(text + three).nodes.map(({ object }) => object.metadata.labels?.['zone']);
    assert.deepEqual(zones, [undefined, 'c', 'c']);
  });

  it('in JSON are not read, which is said', () => {
    const text =
      'kubeadmConfigPatchesJSON6902:\n- {group: kubeadm.k8s.io, version: v1beta3, kind: X, patch: "[]"}\n';
    assert.deepEqual(warned(text), [
      'warning: Cluster, kubeadmConfigPatchesJSON6902: the model does not read JSON patches; kubeadmConfigPatches it does    kind.yaml:3:1\n' +
        '  found      kubeadmConfigPatchesJSON6902:',
    ]);
  });
});

describe('what is wrong with a kind config', () => {
  const cases: readonly (readonly [string, string, ...string[]])[] = [
    [
      'a field with a typing mistake',
      'nodes:\n- roll: worker\n',
      'error: Cluster, nodes[0].roll: unknown field    kind.yaml:4:3',
      '  found      - roll: worker',
      '  try        did you mean role?',
    ],
    [
      'a role that there is not',
      'nodes:\n- role: control-plane\n- role: master\n',
      'error: Cluster, nodes[1].role: unknown value "master"    kind.yaml:5:9',
      '  found      - role: master',
      '  expected   one of control-plane, worker',
    ],
    [
      'only workers',
      'nodes:\n- role: worker\n',
      'error: Cluster, nodes: no control plane among the nodes    kind.yaml:3:1',
      '  found      nodes:',
      '  try        - role: control-plane',
    ],
    [
      'a range that is none',
      'networking:\n  podSubnet: 10.244.0.0\n',
      'error: Cluster, networking.podSubnet: "10.244.0.0" is no range    kind.yaml:4:14',
      '  found      podSubnet: 10.244.0.0',
      '  expected   such as 10.244.0.0/16',
    ],
    [
      'a range of the other family',
      'networking:\n  serviceSubnet: fd00::/112\n',
      'error: Cluster, networking.serviceSubnet: ranges do not fit the ipFamily    kind.yaml:4:18',
      '  found      serviceSubnet: fd00::/112',
      '  expected   one IPv4 range, such as 10.96.0.0/16',
      '  try        ipFamily: ipv6',
    ],
    [
      'two ranges for one family',
      'networking:\n  podSubnet: 10.0.0.0/16,fd00::/56\n',
      'error: Cluster, networking.podSubnet: ranges do not fit the ipFamily    kind.yaml:4:14',
      '  found      podSubnet: 10.0.0.0/16,fd00::/56',
      '  expected   one IPv4 range, such as 10.244.0.0/16',
      '  try        ipFamily: dual',
    ],
    [
      'too many nodes for the pod range',
      `${three}networking:\n  podSubnet: 10.0.0.0/23\n`,
      'error: Cluster, networking.podSubnet: too small for the pod ranges of 3 nodes    kind.yaml:8:14',
      '  found      podSubnet: 10.0.0.0/23',
      '  expected   a /24 (IPv6: a /64) for each node',
    ],
    [
      'a mode that kind does not have',
      'networking: {kubeProxyMode: userspace}\n',
      'error: Cluster, networking.kubeProxyMode: unknown value "userspace"    kind.yaml:3:29',
      '  found      networking: {kubeProxyMode: userspace}',
      '  expected   one of iptables, ipvs, nftables, none',
    ],
    [
      'a port that is none',
      'nodes:\n- role: control-plane\n  extraPortMappings:\n  - containerPort: 80000\n',
      'error: Cluster, nodes[0].extraPortMappings[0].containerPort: no port 80000    kind.yaml:6:20',
      '  found      - containerPort: 80000',
      '  expected   1 to 65535',
    ],
    [
      'a mistake in a patch, at its line',
      'kubeadmConfigPatches:\n- |\n  kind: KubeProxyConfiguration\n  iptables:\n    masqueradall: true\n',
      'error: KubeProxyConfiguration, iptables.masqueradall: unknown field    kind.yaml:7:5',
      '  found      masqueradall: true',
      '  try        did you mean masqueradeAll?',
    ],
    [
      'a value that kube-proxy does not have',
      'kubeadmConfigPatches:\n- |\n  kind: KubeProxyConfiguration\n  nodePortAddresses: [primary, 10.0.0.0/8]\n',
      `error: KubeProxyConfiguration, nodePortAddresses[0]: Invalid value: "primary": can't use both 'primary' and CIDRs    kind.yaml:6:23`,
      '  found      nodePortAddresses: [primary, 10.0.0.0/8]',
      '  expected   primary alone, or ranges',
    ],
    [
      'a patch of nothing',
      'kubeadmConfigPatches:\n- |\n  mode: ipvs\n',
      'error: Patch, kind: Required value    kind.yaml:5:3',
      '  found      mode: ipvs',
      '  expected   one of ClusterConfiguration, InitConfiguration, JoinConfiguration, KubeProxyConfiguration, KubeletConfiguration',
    ],
  ];
  for (const [what, body, ...lines] of cases) {
    it(what, () => assert.deepEqual(said(body), [lines.join('\n')]));
  }

  it('several mistakes, all at once', () => {
    assert.equal(said('nodes:\n- role: worker\nnetworking: {ipFamily: v4, kubeProxyMode: ebpf}\n').length, 3);
  });

  it('the API version of another age', () => {
    const { problems } = parseKindConfig(
      'kind: Cluster\napiVersion: kind.sigs.k8s.io/v1alpha3\n',
      'kind.yaml',
    );
    assert.deepEqual(
      problems.map((problem) => formatProblem(problem)),
      [
        [
          'error: Cluster, apiVersion: not a kind config    kind.yaml:2:13',
          '  found      apiVersion: kind.sigs.k8s.io/v1alpha3',
          '  try        kind: Cluster',
          '             apiVersion: kind.x-k8s.io/v1alpha4',
        ].join('\n'),
      ],
    );
  });

  it('an empty file, and two configs in one', () => {
    assert.equal(parseKindConfig('', 'k').problems[0]?.what, 'The file is empty');
    const two = parseKindConfig(`${head}---\n${head}`, 'k');
    assert.equal(two.problems[0]?.what, 'A kind config is one document; this file has several');
    assert.equal(two.problems[0]?.where?.line, 4);
  });
});

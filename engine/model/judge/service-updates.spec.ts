import assert from 'node:assert/strict';
import { defaultCluster, parseManifests, type Cluster, type Service } from '../../kube/index.ts';
import { judgeManifests } from './judge-manifests.ts';

const single = defaultCluster(1);
const dual = defaultCluster(1, { ipFamilies: ['IPv4', 'IPv6'] });

function service(spec: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: ${spec}\n`;
}

function update(before: string, next: string, cluster: Cluster = single) {
  const read = (text: string, file: string) => {
    const { manifests, refused } = parseManifests(service(text), file);
    return [...manifests, ...refused.map(({ manifest }) => manifest)];
  };
  const { problems, stored } = judgeManifests(cluster, read(next, 'next'), read(before, 'before'));
  return {
    said: problems.map(({ api }) => `${api!.field} ${api!.reason}: ${api!.message.split(': ').at(-1)}`),
    spec: (stored[0] as Service | undefined)?.spec,
  };
}

const port = 'ports: [{port: 80}]';
const once = 'may not change once set';
const nodePort = `{type: NodePort, clusterIP: 10.96.0.80, ports: [{port: 80, nodePort: 30080}]}`;
const balancer = `{type: LoadBalancer, clusterIP: 10.96.0.80, loadBalancerClass: example.com/a, externalTrafficPolicy: Local, healthCheckNodePort: 30500, ports: [{port: 80, nodePort: 30080}]}`;
const both = `{ipFamilyPolicy: RequireDualStack, clusterIP: 10.96.0.80, clusterIPs: [10.96.0.80, 'fd00:10:96::80'], ipFamilies: [IPv4, IPv6], ${port}}`;
const one = `{ipFamilyPolicy: SingleStack, clusterIP: 10.96.0.80, clusterIPs: [10.96.0.80], ipFamilies: [IPv4], ${port}}`;
const local = (rest: string): string =>
  `{type: LoadBalancer, externalTrafficPolicy: Local, ${rest}, ${port}}`;

/** What may not change, and in which words: `ValidateServiceUpdate`, `initIPFamilyFields`. */
const refused: readonly (readonly [
  what: string,
  before: string,
  next: string,
  said: readonly string[],
  Cluster?,
])[] = [
  [
    'another cluster IP',
    nodePort,
    `{clusterIP: 10.96.0.81, ${port}}`,
    [`spec.clusterIPs[0] Invalid: ${once}`],
  ],
  ['no cluster IP any more', nodePort, `{clusterIP: None, ${port}}`, [`spec.clusterIPs[0] Invalid: ${once}`]],
  [
    'a cluster IP at last',
    `{clusterIP: None, selector: {a: b}, ${port}}`,
    `{clusterIP: 10.96.0.81, selector: {a: b}, ${port}}`,
    [`spec.clusterIPs[0] Invalid: ${once}`],
  ],
  [
    'another second cluster IP',
    both,
    both.replace('::80', '::81'),
    [`spec.clusterIPs[1] Invalid: ${once}`],
    dual,
  ],
  [
    'families the other way round',
    both,
    both.replace('[IPv4, IPv6]', '[IPv6, IPv4]'),
    [
      'spec.clusterIPs[0] Invalid: expected an IPv6 value as indicated by `ipFamilies[0]`',
      'spec.clusterIPs[1] Invalid: expected an IPv4 value as indicated by `ipFamilies[1]`',
      `spec.ipFamilies[0] Invalid: ${once}`,
    ],
    dual,
  ],
  [
    'a second address given back without a word',
    both,
    `{ipFamilyPolicy: PreferDualStack, clusterIP: 10.96.0.80, clusterIPs: [10.96.0.80], ipFamilies: [IPv4, IPv6], ${port}}`,
    [
      "spec.ipFamilyPolicy Invalid: must be 'SingleStack' to release the secondary cluster IP",
      "spec.ipFamilyPolicy Invalid: must be set to 'SingleStack' when releasing the secondary clusterIP",
    ],
    dual,
  ],
  [
    'a second family given back without a word',
    both,
    `{ipFamilyPolicy: RequireDualStack, ipFamilies: [IPv4], ${port}}`,
    [
      "spec.ipFamilyPolicy Invalid: must be 'SingleStack' to release the secondary IP family",
      "spec.ipFamilyPolicy Invalid: must be set to 'SingleStack' when releasing the secondary ipFamily",
    ],
    dual,
  ],
  [
    'two families where the cluster has one',
    one,
    `{ipFamilyPolicy: RequireDualStack, ${port}}`,
    ['spec.ipFamilyPolicy Invalid: this cluster is not configured for dual-stack services'],
  ],
  [
    'a second address that somebody has',
    one,
    `{ipFamilyPolicy: RequireDualStack, clusterIP: 10.96.0.80, clusterIPs: [10.96.0.80, 'fd00::1'], ${port}}`,
    ['spec.clusterIPs Invalid: the provided network does not match the current range'],
    dual,
  ],
  [
    'another class of balancer',
    balancer,
    balancer.replace('example.com/a', 'example.com/b'),
    [`spec.loadBalancerClass Invalid: ${once}`],
  ],
  [
    'no class of balancer any more',
    balancer,
    balancer.replace('loadBalancerClass: example.com/a, ', ''),
    [`spec.loadBalancerClass Invalid: ${once}`],
  ],
  [
    'a class for a balancer that has none',
    balancer.replace('loadBalancerClass: example.com/a, ', ''),
    balancer,
    [`spec.loadBalancerClass Invalid: ${once}`],
  ],
  [
    'another health port while one is needed',
    balancer,
    balancer.replace('30500', '30501'),
    ['spec.healthCheckNodePort Forbidden: field is immutable'],
  ],
  [
    'a node port of another range',
    nodePort,
    nodePort.replace('30080', '80'),
    [
      'spec.ports[0].nodePort Invalid: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ],
  ],
  [
    'its own health port for a node port',
    balancer,
    `{type: NodePort, ports: [{port: 80, nodePort: 30500}]}`,
    ['spec.ports[0].nodePort Invalid: provided port is already allocated'],
  ],
  [
    'a node port that it did not have, on its way to ClusterIP',
    nodePort,
    `{ports: [{port: 80, nodePort: 30081}]}`,
    ["spec.ports[0].nodePort Forbidden: may not be used when `type` is 'ClusterIP'"],
  ],
  [
    'another cluster IP on the way to ExternalName',
    nodePort,
    '{type: ExternalName, externalName: example.com, clusterIP: 10.96.0.81, clusterIPs: [10.96.0.81]}',
    ['spec.clusterIPs Forbidden: may not be set for ExternalName services'],
  ],
  [
    'another policy on the way to ClusterIP',
    nodePort,
    `{externalTrafficPolicy: Local, ${port}}`,
    ['spec.externalTrafficPolicy Invalid: may only be set for externally-accessible services'],
  ],
  [
    'another class on the way to NodePort',
    balancer,
    `{type: NodePort, loadBalancerClass: example.com/b, ${port}}`,
    ["spec.loadBalancerClass Forbidden: may only be used when `type` is 'LoadBalancer'"],
  ],
  [
    'a change of mind about node ports on the way to NodePort',
    balancer,
    `{type: NodePort, allocateLoadBalancerNodePorts: false, ${port}}`,
    ["spec.allocateLoadBalancerNodePorts Forbidden: may only be used when `type` is 'LoadBalancer'"],
  ],
  [
    'another health port on the way to policy Cluster',
    balancer,
    balancer.replace('Local', 'Cluster').replace('30500', '30501'),
    [
      "spec.healthCheckNodePort Invalid: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
    ],
  ],
  [
    'no ports after ExternalName',
    '{type: ExternalName, externalName: example.com}',
    '{type: ClusterIP}',
    ['spec.ports Required: Required value'],
  ],
  [
    'an unknown type',
    nodePort,
    `{type: Balancer, ${port}}`,
    ['spec.type NotSupported: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"'],
  ],
];

describe('an update of a Service that is refused', () => {
  for (const [what, before, next, said, cluster] of refused) {
    it(`is one with ${what}`, () => assert.deepEqual(update(before, next, cluster).said, said));
  }
});

/** What becomes of the fields: `patchAllocatedValues`, `dropTypeDependentFields`, `allocateUpdate`. */
const kept: readonly (readonly [what: string, before: string, next: string, spec: object, Cluster?])[] = [
  [
    'what is left out is kept',
    balancer,
    `{type: LoadBalancer, loadBalancerClass: example.com/a, externalTrafficPolicy: Local, ${port}}`,
    { clusterIP: '10.96.0.80', clusterIPs: ['10.96.0.80'], nodePort: 30080, healthCheckNodePort: 30500 },
  ],
  [
    'to ClusterIP: node ports and policy go, sent again or not',
    nodePort,
    `{externalTrafficPolicy: Cluster, ports: [{port: 80, nodePort: 30080}]}`,
    { clusterIP: '10.96.0.80', nodePort: undefined, externalTrafficPolicy: undefined },
  ],
  [
    'to ClusterIP with external addresses: the policy stays',
    nodePort,
    `{externalIPs: [203.0.113.5], externalTrafficPolicy: Cluster, ${port}}`,
    { nodePort: undefined, externalTrafficPolicy: 'Cluster' },
  ],
  [
    'to LoadBalancer: node ports stay',
    nodePort,
    `{type: LoadBalancer, ${port}}`,
    { clusterIP: '10.96.0.80', nodePort: 30080, allocateLoadBalancerNodePorts: true },
  ],
  [
    'from LoadBalancer to NodePort: what only balancers have goes',
    balancer,
    balancer.replace('LoadBalancer,', 'NodePort,'),
    {
      nodePort: 30080,
      externalTrafficPolicy: 'Local',
      healthCheckNodePort: undefined,
      loadBalancerClass: undefined,
      allocateLoadBalancerNodePorts: undefined,
    },
  ],
  [
    'from LoadBalancer to ClusterIP: node ports and policy go too',
    balancer,
    `{type: ClusterIP, externalTrafficPolicy: Local, ${port}}`,
    {
      clusterIP: '10.96.0.80',
      nodePort: undefined,
      externalTrafficPolicy: undefined,
      healthCheckNodePort: undefined,
    },
  ],
  [
    'to ExternalName: addresses and families go, ports may stay',
    nodePort,
    '{type: ExternalName, externalName: example.com, ports: [{port: 80, nodePort: 30080}]}',
    {
      clusterIP: undefined,
      clusterIPs: undefined,
      ipFamilies: undefined,
      ipFamilyPolicy: undefined,
      internalTrafficPolicy: undefined,
      nodePort: undefined,
    },
  ],
  [
    'no node ports any more: those that are there stay until they are taken away',
    `{type: LoadBalancer, ports: [{port: 80, nodePort: 30080}]}`,
    `{type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{port: 80, nodePort: 30080}]}`,
    { nodePort: 30080, allocateLoadBalancerNodePorts: false },
  ],
  [
    'no node ports any more, and left out: they are gone',
    `{type: LoadBalancer, ports: [{port: 80, nodePort: 30080}]}`,
    `{type: LoadBalancer, allocateLoadBalancerNodePorts: false, ${port}}`,
    { nodePort: undefined },
  ],
  [
    'SingleStack alone gives the second family back',
    both,
    both.replace('RequireDualStack', 'SingleStack'),
    { clusterIPs: ['10.96.0.80'], ipFamilies: ['IPv4'] },
    dual,
  ],
  [
    'a second address that is named is taken',
    one,
    both,
    { clusterIPs: ['10.96.0.80', 'fd00:10:96::80'], ipFamilies: ['IPv4', 'IPv6'] },
    dual,
  ],
  [
    'PreferDualStack where there is one family changes nothing',
    one,
    `{ipFamilyPolicy: PreferDualStack, ${port}}`,
    { clusterIPs: ['10.96.0.80'], ipFamilies: ['IPv4'], ipFamilyPolicy: 'PreferDualStack' },
  ],
  [
    'what preferred two and got one gets no second when the cluster has one',
    one.replace('SingleStack', 'PreferDualStack'),
    one.replace('SingleStack', 'PreferDualStack'),
    { clusterIPs: ['10.96.0.80'], ipFamilies: ['IPv4'] },
    dual,
  ],
  [
    'a policy that is left out is the one before',
    both,
    `{clusterIP: 10.96.0.80, ${port}}`,
    { ipFamilyPolicy: 'RequireDualStack', clusterIPs: ['10.96.0.80', 'fd00:10:96::80'] },
    dual,
  ],
  [
    'headless Services may change their families',
    `{clusterIP: None, ipFamilies: [IPv4], ipFamilyPolicy: SingleStack, selector: {a: b}, ${port}}`,
    `{clusterIP: None, ipFamilies: [IPv6], ipFamilyPolicy: SingleStack, selector: {a: b}, ${port}}`,
    { ipFamilies: ['IPv6'] },
    dual,
  ],
];

describe('an update of a Service that is taken', () => {
  for (const [what, before, next, wanted, cluster] of kept) {
    it(what, () => {
      const { said, spec } = update(before, next, cluster);
      assert.deepEqual(said, []);
      const flat: Readonly<Record<string, unknown>> = { ...spec, nodePort: spec?.ports?.[0]?.nodePort };
      for (const [field, value] of Object.entries(wanted)) assert.deepEqual(flat[field], value, field);
    });
  }

  it('gives a second family an address', () => {
    const { spec } = update(one, `{ipFamilyPolicy: PreferDualStack, ${port}}`, dual);
    assert.equal(spec?.clusterIPs?.[0], '10.96.0.80');
    assert.match(spec?.clusterIPs?.[1] ?? '', /^fd00:/);
  });

  it('gives a health port to policy Local, and addresses to what was an ExternalName', () => {
    const { spec } = update(balancer.replace('Local, healthCheckNodePort: 30500', 'Cluster'), balancer);
    assert.equal(spec?.healthCheckNodePort, 30500);
    const fresh = update('{type: ExternalName, externalName: example.com}', local('selector: {a: b}')).spec;
    assert.match(fresh?.clusterIP ?? '', /^10\.96\./);
    assert.ok(fresh?.ports?.[0]?.nodePort && fresh.healthCheckNodePort);
  });

  it('gives each new port a node port of its own, whatever its number', () => {
    const { spec } = update(
      nodePort.replace('ports: [{port: 80', 'ports: [{name: a, port: 80'),
      '{type: NodePort, ports: [{name: a, port: 80}, {name: t, port: 53}, {name: u, port: 53, protocol: UDP}]}',
    );
    const [first, second, third] = spec!.ports!.map(({ nodePort }) => nodePort);
    assert.equal(first, 30080);
    assert.notEqual(second, third);
  });
});

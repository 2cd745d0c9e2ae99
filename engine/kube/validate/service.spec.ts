import assert from 'node:assert/strict';
import { formatPath } from '../manifest.ts';
import type { Service } from '../types/service.ts';
import { validateObject } from './validate-object.ts';

const web = { selector: { app: 'web' }, ports: [{ port: 80 }] };

function service(spec: object, metadata: object = {}): Service {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', ...metadata }, spec };
}

/** Fields as the API server names them, and its words. */
function rejections(object: Service): string[] {
  return validateObject(object).map(({ path, what }) => `${formatPath(path)}: ${what}`);
}

describe('a Service that the API server accepts', () => {
  const accepted: Readonly<Record<string, object>> = {
    'the least there is': web,
    'no selector': { ports: [{ port: 80 }] },
    'an empty selector': { selector: {}, ports: [{ port: 80 }] },
    'headless, without ports': { clusterIP: 'None', selector: { app: 'web' } },
    'headless, both fields': { clusterIP: 'None', clusterIPs: ['None'] },
    'headless without selector, of two families': { clusterIP: 'None', ipFamilies: ['IPv4', 'IPv6'] },
    'headless, with a targetPort of its own': { clusterIP: 'None', ports: [{ port: 80, targetPort: 8080 }] },
    'one number for TCP, UDP and SCTP': {
      ports: [
        { name: 'a', port: 53 },
        { name: 'b', port: 53, protocol: 'UDP' },
        { name: 'c', port: 53, protocol: 'SCTP' },
      ],
    },
    'one node port for two protocols': {
      type: 'NodePort',
      ports: [
        { name: 'a', port: 53, nodePort: 30053 },
        { name: 'b', port: 53, protocol: 'UDP', nodePort: 30053 },
      ],
    },
    'a targetPort by name': { ports: [{ port: 80, targetPort: 'http-web-svc' }] },
    'ports 1 and 65535': {
      ports: [
        { name: 'a', port: 1 },
        { name: 'b', port: 65535, targetPort: 65535 },
      ],
    },
    'node port 0, which asks for any': { type: 'NodePort', ports: [{ port: 80, nodePort: 0 }] },
    'an address with leading zeros': { ...web, clusterIP: '10.96.02.3' },
    'two addresses of two families': {
      ...web,
      clusterIP: '10.96.0.20',
      clusterIPs: ['10.96.0.20', 'fd00:10:96::20'],
      ipFamilyPolicy: 'RequireDualStack',
    },
    'an alias': { type: 'ExternalName', externalName: 'db.example.com' },
    'an alias that ends in a dot': { type: 'ExternalName', externalName: 'db.example.com.' },
    'an alias with ports, and with affinity that does nothing': {
      type: 'ExternalName',
      externalName: 'db',
      ports: [{ port: 80 }],
      sessionAffinity: 'ClientIP',
    },
    'affinity for a day': {
      ...web,
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 86400 } },
    },
    'an external policy because of external addresses': {
      ...web,
      externalIPs: ['203.0.113.5'],
      externalTrafficPolicy: 'Local',
    },
    'blanks around a source range': {
      ...web,
      type: 'LoadBalancer',
      loadBalancerSourceRanges: [' 10.0.0.0/8 ', 'fd00::/8'],
    },
    'a balancer of a class, without node ports': {
      ...web,
      type: 'LoadBalancer',
      loadBalancerClass: 'example.com/internal',
      allocateLoadBalancerNodePorts: false,
    },
    'a health port': {
      ...web,
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      healthCheckNodePort: 32000,
    },
    'a distribution': { ...web, trafficDistribution: 'PreferSameNode' },
    'mixed protocols on a balancer': {
      type: 'LoadBalancer',
      ports: [
        { name: 'a', port: 53 },
        { name: 'b', port: 53, protocol: 'UDP' },
      ],
    },
  };
  for (const [what, spec] of Object.entries(accepted)) {
    it(what, () => assert.deepEqual(rejections(service(spec)), []));
  }
});

describe('a Service that the API server rejects', () => {
  const port = (extra: object): object => ({ ports: [{ port: 80, ...extra }] });
  const two = (a: object, b: object): object => ({
    ports: [
      { name: 'a', port: 80, ...a },
      { name: 'b', port: 81, ...b },
    ],
  });
  const node = (spec: object): object => ({ ...spec, type: 'NodePort' });
  const portNumber = 'must be between 1 and 65535, inclusive';
  const label =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";

  const rejected: readonly (readonly [string, object, ...string[]])[] = [
    ['no ports', { selector: { app: 'web' } }, 'spec.ports: Required value'],
    ['an empty list of ports', { ports: [] }, 'spec.ports: Required value'],
    [
      'two ports, one of them without a name',
      { ports: [{ port: 80 }, { name: 'b', port: 81 }] },
      'spec.ports[0].name: Required value',
    ],
    ['a name twice', two({}, { name: 'a' }), 'spec.ports[1].name: Duplicate value: "a"'],
    [
      'a name that is no label',
      port({ name: 'Http' }),
      `spec.ports[0].name: Invalid value: "Http": ${label}`,
    ],
    [
      'a port and protocol twice',
      two({}, { port: 80 }),
      'spec.ports[1]: Duplicate value: {"port":80,"protocol":"TCP"}',
    ],
    [
      'port 70000, which its target port takes over',
      { ports: [{ port: 70000 }] },
      `spec.ports[0].port: Invalid value: 70000: ${portNumber}`,
      `spec.ports[0].targetPort: Invalid value: 70000: ${portNumber}`,
    ],
    [
      'port 0 with a target port of its own',
      { ports: [{ port: 0, targetPort: 80 }] },
      `spec.ports[0].port: Invalid value: 0: ${portNumber}`,
    ],
    [
      'no port at all',
      { ports: [{ targetPort: 80 }] },
      `spec.ports[0].port: Invalid value: 0: ${portNumber}`,
    ],
    [
      'another protocol',
      port({ protocol: 'http' }),
      'spec.ports[0].protocol: Unsupported value: "http": supported values: "SCTP", "TCP", "UDP"',
    ],
    [
      'targetPort 65536',
      port({ targetPort: 65536 }),
      `spec.ports[0].targetPort: Invalid value: 65536: ${portNumber}`,
    ],
    [
      'a number in quotes as targetPort',
      port({ targetPort: '8080' }),
      'spec.ports[0].targetPort: Invalid value: "8080": must contain at least one letter (a-z)',
    ],
    [
      'a targetPort name in capitals, too long, with hyphens at the wrong places',
      port({ targetPort: '-HTTP--service-port' }),
      'spec.ports[0].targetPort: Invalid value: "-HTTP--service-port": must be no more than 15 characters',
      'spec.ports[0].targetPort: Invalid value: "-HTTP--service-port": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
      'spec.ports[0].targetPort: Invalid value: "-HTTP--service-port": must not contain consecutive hyphens',
      'spec.ports[0].targetPort: Invalid value: "-HTTP--service-port": must not begin or end with a hyphen',
    ],
    [
      'a node port on a ClusterIP Service',
      port({ nodePort: 30080 }),
      "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
    ],
    [
      'a node port and protocol twice',
      node(two({ nodePort: 30080 }, { nodePort: 30080 })),
      'spec.ports[1].nodePort: Duplicate value: 30080',
    ],
    [
      'an unknown type',
      { ...web, type: 'Loadbalancer' },
      'spec.type: Unsupported value: "Loadbalancer": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
    [
      'NodePort without an address',
      node({ ...web, clusterIP: 'None' }),
      'spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services',
    ],
    [
      'LoadBalancer without an address',
      { ...web, clusterIP: 'None', type: 'LoadBalancer' },
      'spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for LoadBalancer services',
    ],
    ['an alias of nothing', { type: 'ExternalName' }, 'spec.externalName: Required value'],
    [
      'an alias that is no name',
      { type: 'ExternalName', externalName: 'http://db' },
      "spec.externalName: Invalid value: \"http://db\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
    ],
    [
      'an alias with an address, families and a policy',
      {
        type: 'ExternalName',
        externalName: 'db',
        clusterIP: '10.96.0.20',
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
      },
      'spec.clusterIPs: Forbidden: may not be set for ExternalName services',
      'spec.ipFamilies: Forbidden: may not be set for ExternalName services',
      'spec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services',
    ],
    [
      'an address that is none',
      { ...web, clusterIP: '10.96.0.300' },
      'spec.clusterIPs[0]: Invalid value: "10.96.0.300": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
    [
      'addresses that begin with another',
      { ...web, clusterIP: '10.96.0.20', clusterIPs: ['10.96.0.21'] },
      'spec.clusterIPs: Invalid value: ["10.96.0.21"]: first value must match `clusterIP`',
    ],
    [
      'clusterIPs without clusterIP',
      { ...web, clusterIPs: ['10.96.0.20'] },
      'spec.clusterIPs: Invalid value: ["10.96.0.20"]: must be empty when `clusterIP` is not specified',
    ],
    [
      'None and an address',
      { ...web, clusterIP: 'None', clusterIPs: ['None', '10.96.0.20'], ipFamilyPolicy: 'PreferDualStack' },
      'spec.clusterIPs: Invalid value: ["None","10.96.0.20"]: \'None\' must be the first and only value',
    ],
    [
      'two addresses of one family',
      {
        ...web,
        clusterIP: '10.96.0.20',
        clusterIPs: ['10.96.0.20', '10.96.0.21'],
        ipFamilyPolicy: 'PreferDualStack',
      },
      'spec.clusterIPs: Invalid value: ["10.96.0.20","10.96.0.21"]: may specify no more than one IP for each IP family',
    ],
    [
      'an address of another family than asked for',
      { ...web, clusterIP: '10.96.0.20', ipFamilies: ['IPv6'] },
      'spec.clusterIPs[0]: Invalid value: "10.96.0.20": expected an IPv6 value as indicated by `ipFamilies[0]`',
    ],
    [
      'a family twice, and no third one',
      { ...web, ipFamilies: ['IPv4', 'IPv4'], ipFamilyPolicy: 'PreferDualStack' },
      'spec.ipFamilies[1]: Duplicate value: "IPv4"',
    ],
    [
      'an unknown family and an unknown policy',
      { ...web, ipFamilies: ['ipv4'], ipFamilyPolicy: 'Dual' },
      'spec.ipFamilies[0]: Unsupported value: "ipv4": supported values: "IPv4", "IPv6"',
      'spec.ipFamilyPolicy: Unsupported value: "Dual": supported values: "PreferDualStack", "RequireDualStack", "SingleStack"',
    ],
    [
      'two families and no policy that allows it',
      { ...web, ipFamilies: ['IPv4', 'IPv6'] },
      "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified",
    ],
    [
      'two addresses and SingleStack',
      {
        ...web,
        clusterIP: '10.96.0.20',
        clusterIPs: ['10.96.0.20', 'fd00:10:96::20'],
        ipFamilyPolicy: 'SingleStack',
      },
      "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple cluster IPs are specified",
    ],
    [
      'an external policy that nobody outside can meet',
      { ...web, externalTrafficPolicy: 'Local' },
      'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
    ],
    [
      'unknown policies',
      node({ ...web, externalTrafficPolicy: 'local', internalTrafficPolicy: 'Node' }),
      'spec.externalTrafficPolicy: Unsupported value: "local": supported values: "Cluster", "Local"',
      'spec.internalTrafficPolicy: Unsupported value: "Node": supported values: "Cluster", "Local"',
    ],
    [
      'a health port where nobody asks for health',
      { ...web, type: 'LoadBalancer', healthCheckNodePort: 32000 },
      "spec.healthCheckNodePort: Invalid value: 32000: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
    ],
    [
      'source ranges without a balancer',
      node({ ...web, loadBalancerSourceRanges: ['10.0.0.0/8'] }),
      "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
    ],
    [
      'a source range that is none',
      { ...web, type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8', '10.0.0.1'] },
      'spec.LoadBalancerSourceRanges[1]: Invalid value: "10.0.0.1": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
    [
      'fields of a balancer without one',
      { ...web, allocateLoadBalancerNodePorts: true, loadBalancerClass: 'example.com/a' },
      "spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'",
      "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'",
    ],
    [
      'affinity for longer than a day, or for no time',
      { ...web, sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86401 } } },
      'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400',
    ],
    [
      'an unknown affinity',
      { ...web, sessionAffinity: 'Cookie' },
      'spec.sessionAffinity: Unsupported value: "Cookie": supported values: "ClientIP", "None"',
    ],
    [
      'an unknown distribution',
      { ...web, trafficDistribution: 'Nearest' },
      'spec.trafficDistribution: Unsupported value: "Nearest": supported values: "PreferClose", "PreferSameZone", "PreferSameNode"',
    ],
    [
      'external addresses that mean another machine to everybody',
      { ...web, externalIPs: ['0.0.0.0', '127.0.0.1', '169.254.1.1', '224.0.0.1', 'fe80::1', 'x'] },
      'spec.externalIPs[0]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)',
      'spec.externalIPs[1]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
      'spec.externalIPs[2]: Invalid value: "169.254.1.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)',
      'spec.externalIPs[3]: Invalid value: "224.0.0.1": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
      'spec.externalIPs[4]: Invalid value: "fe80::1": may not be in the link-local range (169.254.0.0/16, fe80::/10)',
      'spec.externalIPs[5]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
    [
      'a selector that no label can have',
      { ...web, selector: { app: '-web' } },
      "spec.selector: Invalid value: \"-web\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    ],
  ];
  for (const [what, spec, ...reasons] of rejected) {
    it(what, () => assert.deepEqual(rejections(service(spec)), reasons));
  }

  it('annotations for topology, old and new, that differ', () => {
    const annotations = {
      'service.kubernetes.io/topology-mode': 'Auto',
      'service.kubernetes.io/topology-aware-hints': 'Disabled',
    };
    assert.deepEqual(rejections(service(web, { annotations })), [
      'metadata.annotations[service.kubernetes.io/topology-mode]: Invalid value: "Auto": must match annotations[service.kubernetes.io/topology-aware-hints] when both are specified',
    ]);
  });

  it('source ranges in the annotation', () => {
    const annotations = { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8, all' };
    const field = 'metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]';
    assert.deepEqual(rejections(service(web, { annotations })), [
      `${field}: Forbidden: may only be used when \`type\` is 'LoadBalancer'`,
      `${field}: Invalid value: "all": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)`,
    ]);
  });
});

describe('a Service that an API server has recorded', () => {
  const recorded = { uid: '6f1c' };

  it('may have what no API server would take today', () => {
    const spec = {
      ...web,
      externalTrafficPolicy: 'Local',
      trafficDistribution: 'Later',
      externalIPs: ['127.0.0.1'],
    };
    assert.deepEqual(rejections(service(spec, recorded)), []);
  });

  it('still needs ports that are ports', () => {
    assert.deepEqual(rejections(service({ ports: [{ port: 70000, targetPort: 80 }] }, recorded)), [
      'spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ]);
  });
});

import { check, cluster, modes, type Mode, type Row, type TestService } from './packets.spec.ts';

const client = '10.180.0.9';
const http = { name: 'http', port: 80 };
const svc1: TestService = {
  spec: { clusterIP: '172.30.0.41', ports: [http] },
  endpoints: [['10.180.0.1', 'test-node']],
};
const svc2: TestService = {
  spec: {
    clusterIP: '172.30.0.42',
    ports: [
      http,
      { name: 'https', port: 443, targetPort: 8443 },
      { name: 'dns-udp', port: 53, protocol: 'UDP' },
      { name: 'dns-tcp', port: 53, targetPort: 5353 },
      { name: 'dns-sctp', port: 53, protocol: 'SCTP' },
    ],
  },
  endpoints: [
    ['10.180.0.1', 'test-node'],
    ['10.180.2.1', 'remote'],
  ],
};
const stray: Readonly<Record<Mode, string>> = { iptables: '', nftables: 'REJECT', ipvs: 'REJECT' };
const both = (port: number): string => `10.180.0.1:${port}, 10.180.2.1:${port}`;

describe('TestClusterIPGeneral', () => {
  for (const mode of modes) {
    it(mode, () => {
      const to = '172.30.0.42';
      check(cluster(mode, { svc1, svc2 }), [
        {
          name: 'one endpoint',
          from: client,
          to: '172.30.0.41',
          port: 80,
          output: '10.180.0.1:80',
          masq: false,
        },
        {
          name: 'itself',
          from: '10.180.0.1',
          to: '172.30.0.41',
          port: 80,
          output: '10.180.0.1:80',
          masq: true,
        },
        { name: 'several', from: client, to, port: 80, output: both(80), masq: false },
        { name: 'another target port', from: client, to, port: 443, output: both(8443), masq: false },
        { name: 'TCP of three', from: client, to, port: 53, output: both(5353), masq: false },
        { name: 'UDP of three', from: client, to, port: 53, protocol: 'UDP', output: both(53), masq: false },
        {
          name: 'SCTP of three',
          from: client,
          to,
          port: 53,
          protocol: 'SCTP',
          output: both(53),
          masq: false,
        },
        { name: 'another protocol', from: client, to, port: 80, protocol: 'UDP', output: stray[mode] },
        { name: 'a port of another', from: client, to: '172.30.0.41', port: 443, output: stray[mode] },
        {
          name: 'an address that nobody has',
          from: client,
          to: '172.30.0.50',
          port: 80,
          output: mode === 'nftables' ? 'DROP' : '',
        },
      ]);
    });
  }
});

describe('TestInternalTrafficPolicy, TestTestInternalTrafficPolicyE2E', () => {
  const all = '10.0.1.1:80, 10.0.1.2:80, 10.0.1.3:80';
  const rows: readonly (readonly [
    string,
    'Cluster' | 'Local',
    TestService['endpoints'],
    string,
    ipvs?: string,
  ])[] = [
    [
      'Cluster',
      'Cluster',
      [
        ['10.0.1.1', 'test-node'],
        ['10.0.1.2', 'node1'],
        ['10.0.1.3', 'node2'],
      ],
      all,
    ],
    [
      'Cluster, none local',
      'Cluster',
      [
        ['10.0.1.1', 'node0'],
        ['10.0.1.2', 'node1'],
        ['10.0.1.3', 'node2'],
      ],
      all,
    ],
    [
      'Local, one local',
      'Local',
      [
        ['10.0.1.1', 'test-node'],
        ['10.0.1.2', 'node1'],
        ['10.0.1.3', 'node2'],
      ],
      '10.0.1.1:80',
    ],
    [
      'Local, several local',
      'Local',
      [
        ['10.0.1.1', 'test-node'],
        ['10.0.1.2', 'test-node'],
        ['10.0.1.3', 'node2'],
      ],
      '10.0.1.1:80, 10.0.1.2:80',
    ],
    [
      'Local, none local',
      'Local',
      [
        ['10.0.1.1', 'node0'],
        ['10.0.1.2', 'node1'],
        ['10.0.1.3', 'node2'],
      ],
      'DROP',
      'REJECT',
    ],
  ];
  for (const mode of modes) {
    for (const [name, internalTrafficPolicy, endpoints, output, ipvs] of rows) {
      it(`${mode}: ${name}`, () => {
        const spec = { clusterIP: '172.30.1.1', internalTrafficPolicy, ports: [{ port: 80 }] };
        const packet = { name, from: '10.0.0.2', to: '172.30.1.1', port: 80 };
        const reached = /^\d/.test(output);
        const expected = mode === 'ipvs' ? (ipvs ?? output) : output;
        check(cluster(mode, { svc1: { spec, endpoints } }), [
          { ...packet, output: expected, ...(reached && { masq: false }) },
        ]);
        check(cluster(mode, { svc1: { spec, endpoints: [] } }), [{ ...packet, output: 'REJECT' }]);
      });
    }
  }
});

describe('TestTerminatingEndpointsTrafficPolicyCluster and Local, Test_EndpointSlice...Terminating...', () => {
  const terminating = 'terminating';
  const stopped = 'unready terminating notserving';
  type Case = readonly [
    name: string,
    endpoints: TestService['endpoints'],
    cluster: string,
    external: string,
    ipvsExternal?: string,
  ];
  const cases: readonly Case[] = [
    [
      'ready ones win',
      [
        ['10.0.1.1', 'test-node'],
        ['10.0.1.2', 'test-node'],
        ['10.0.1.3', 'test-node', terminating],
        ['10.0.1.4', 'test-node', stopped],
        ['10.0.1.5', 'another'],
      ],
      '10.0.1.1:80, 10.0.1.2:80, 10.0.1.5:80',
      '10.0.1.1:80, 10.0.1.2:80',
    ],
    [
      'only terminating ones are local',
      [
        ['10.0.1.2', 'test-node', terminating],
        ['10.0.1.3', 'test-node', terminating],
        ['10.0.1.4', 'another', terminating],
        ['10.0.1.5', 'another'],
      ],
      '10.0.1.5:80',
      '10.0.1.2:80, 10.0.1.3:80',
    ],
    [
      'all terminate',
      [
        ['10.0.1.1', 'test-node', terminating],
        ['10.0.1.2', 'test-node', stopped],
        ['10.0.1.3', 'another', terminating],
      ],
      '10.0.1.1:80, 10.0.1.3:80',
      '10.0.1.1:80',
    ],
    [
      'none local serves',
      [
        ['10.0.1.2', 'test-node', stopped],
        ['10.0.1.4', 'another', terminating],
        ['10.0.1.5', 'another'],
      ],
      '10.0.1.5:80',
      'DROP',
      // ipvs hands it on, and the answer does not come back.
      '',
    ],
    [
      'none anywhere serves',
      [
        ['10.0.1.2', 'test-node', stopped],
        ['10.0.1.3', 'another', stopped],
      ],
      'REJECT',
      'REJECT',
    ],
  ];
  for (const mode of modes) {
    for (const [name, endpoints, output, external, ipvsExternal] of cases) {
      it(`${mode}: ${name}`, () => {
        const spec = {
          type: 'LoadBalancer' as const,
          externalTrafficPolicy: 'Local' as const,
          clusterIP: '172.30.1.1',
          ports: [{ port: 80 }],
        };
        const svc1 = { spec, endpoints, ingress: [{ ip: '1.2.3.4' }] };
        const rows: Row[] = [
          { name: 'pod to cluster IP', from: '10.0.0.2', to: '172.30.1.1', port: 80, output },
          {
            name: 'outside to load balancer',
            from: '203.0.113.2',
            to: '1.2.3.4',
            port: 80,
            output: mode === 'ipvs' ? (ipvsExternal ?? external) : external,
          },
        ];
        check(cluster(mode, { svc1 }), rows);
      });
    }
  }
});

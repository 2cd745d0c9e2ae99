import assert from 'node:assert/strict';
import { resolve } from '../../resolve.ts';
import {
  blocked,
  check,
  cluster,
  modes,
  nodeIP,
  otherNodeIP,
  outside,
  type Mode,
  type Row,
  type TestService,
} from './packets.spec.ts';

const externalIP = '192.168.99.11';
const balancer = '1.2.3.4';
const clusterIP = '172.30.0.41';
const pod = '10.0.0.2';
const svc1 = (more: TestService['spec'], endpoints: TestService['endpoints'] = []): TestService => ({
  spec: {
    type: 'LoadBalancer',
    clusterIP,
    externalIPs: [externalIP],
    ports: [{ name: 'p80', port: 80, targetPort: 80, nodePort: 3001 }],
    ...more,
  },
  endpoints,
  ingress: [{ ip: balancer }],
});
const two: TestService['endpoints'] = [['10.180.0.1'], ['10.180.2.1', 'test-node']];
const both = '10.180.0.1:80, 10.180.2.1:80';
const here = '10.180.2.1:80';
const ways = [
  ['external IP', externalIP, 80],
  ['load balancer', balancer, 80],
  ['node port', nodeIP, 3001],
] as const;

describe('TestExternalTrafficPolicyLocal, TestOnlyLocalExternalIPs, TestOnlyLocalNodePorts, TestOnlyLocalLoadBalancing', () => {
  for (const mode of modes) {
    it(mode, () => {
      const state = cluster(mode, { svc1: svc1({ externalTrafficPolicy: 'Local' }, two) });
      check(state, [
        { name: 'pod to cluster IP', from: pod, to: clusterIP, port: 80, output: both, masq: false },
        ...ways.flatMap(([name, to, port]): Row[] => [
          { name: `pod to ${name}`, from: pod, to, port, output: mode === 'ipvs' ? here : both, masq: false },
          { name: `outside to ${name}`, from: outside, to, port, output: here, masq: false },
        ]),
      ]);
    });
  }
});

describe('TestExternalTrafficPolicyCluster, TestExternalIPs', () => {
  for (const mode of modes) {
    it(mode, () => {
      const state = cluster(mode, { svc1: svc1({ externalTrafficPolicy: 'Cluster' }, two) });
      check(state, [
        { name: 'pod to cluster IP', from: pod, to: clusterIP, port: 80, output: both, masq: false },
        ...ways.flatMap(([name, to, port]): Row[] => [
          { name: `pod to ${name}`, from: pod, to, port, output: both, masq: true },
          { name: `outside to ${name}`, from: outside, to, port, output: both, masq: true },
        ]),
      ]);
    });
  }
});

describe('TestNoEndpointsReject, TestExternalIPsNoEndpoint', () => {
  for (const mode of modes) {
    it(mode, () => {
      check(cluster(mode, { svc1: svc1({}) }), [
        { name: 'pod to cluster IP', from: pod, to: clusterIP, port: 80, output: 'REJECT' },
        ...ways.flatMap(([name, to, port]): Row[] => [
          { name: `pod to ${name}`, from: pod, to, port, output: 'REJECT' },
          { name: `outside to ${name}`, from: outside, to, port, output: 'REJECT' },
        ]),
      ]);
    });
  }
});

describe('TestLoadBalancer, TestLoadBalancerSourceRanges', () => {
  const other = '5.6.7.8';
  const service: TestService = {
    ...svc1({ loadBalancerSourceRanges: ['192.168.0.0/24', ' 203.0.113.0/25'], externalIPs: [] }, [
      ['10.180.0.1'],
    ]),
    ingress: [{ ip: balancer }, { ip: other }],
  };
  const output = '10.180.0.1:80';
  for (const mode of modes) {
    it(mode, () => {
      check(cluster(mode, { svc1: service }), [
        { name: 'pod to cluster IP', from: pod, to: clusterIP, port: 80, output, masq: false },
        { name: 'outside to node port', from: outside, to: nodeIP, port: 3001, output, masq: true },
        { name: 'ranges are not for node ports', from: blocked, to: nodeIP, port: 3001, output, masq: true },
        ...[balancer, other].flatMap((to): Row[] => [
          { name: 'outside, in a range', from: outside, to, port: 80, output, masq: true },
          { name: 'outside, in none', from: blocked, to, port: 80, output: 'DROP' },
          { name: 'a pod, in none', from: pod, to, port: 80, output: 'DROP' },
          { name: 'the node, in a range', from: nodeIP, to, port: 80, output, masq: true },
          { name: 'the node, from the address itself', from: to, to, port: 80, output, masq: true },
        ]),
      ]);
    });
  }
});

describe('TestHealthCheckNodePort, TestHealthCheckNodePortWhenTerminating', () => {
  const get = (
    mode: Mode,
    endpoints: TestService['endpoints'],
    address = nodeIP,
    nodePortAddresses: string[] = [],
  ) => {
    const spec = { externalTrafficPolicy: 'Local', healthCheckNodePort: 30000 } as const;
    const state = cluster(mode, { svc1: svc1(spec, endpoints) }, { nodePortAddresses });
    const { result, status } = resolve(state, {
      from: address.startsWith('127.') ? { host: 'test-node' } : { outside, via: 'test-node' },
      to: `http://${address}:30000/`,
    });
    return status ?? result;
  };
  const ready: TestService['endpoints'] = [
    ['10.0.1.1', 'test-node'],
    ['10.0.1.2', 'test-node'],
    ['10.0.1.3', 'test-node'],
  ];
  const leaving: TestService['endpoints'] = [
    ['10.0.1.1', 'test-node', 'terminating'],
    ['10.0.1.2', 'test-node', 'terminating'],
    ['10.0.1.3', 'test-node', 'terminating'],
  ];
  for (const mode of modes) {
    it(`${mode}: counts ready local endpoints`, () => {
      assert.equal(get(mode, ready), 200);
      assert.equal(get(mode, leaving), 503);
      assert.equal(get(mode, [['10.0.1.1', 'remote']]), 503);
      assert.equal(get(mode, []), 503);
    });

    it(`${mode}: listens on the addresses of nodePortAddresses`, () => {
      assert.equal(get(mode, ready, nodeIP, ['127.0.0.0/8']), 'refused');
      assert.equal(get(mode, ready, '127.0.0.1', ['127.0.0.0/8']), 200);
      assert.equal(get(mode, ready, otherNodeIP), mode === 'nftables' ? 'refused' : 200);
      assert.equal(get(mode, ready, '127.0.0.1'), mode === 'nftables' ? 'refused' : 200);
    });
  }
});

describe('TestBadIPs: leading zeros', () => {
  for (const mode of modes) {
    it(mode, () => {
      const service: TestService = {
        spec: {
          type: 'LoadBalancer',
          clusterIP: '172.30.0.041',
          externalIPs: ['192.168.099.022'],
          loadBalancerSourceRanges: ['203.0.113.000/025'],
          ports: [{ name: 'p80', port: 80, nodePort: 3001 }],
        },
        endpoints: [['10.180.00.001']],
        ingress: [{ ip: '1.2.3.004' }],
      };
      const output = '10.180.0.1:80';
      check(cluster(mode, { svc1: service }), [
        { name: 'cluster IP', from: pod, to: '172.30.0.41', port: 80, output, masq: false },
        { name: 'external IP', from: pod, to: '192.168.99.22', port: 80, output, masq: true },
        { name: 'load balancer, in the range', from: outside, to: balancer, port: 80, output, masq: true },
        { name: 'load balancer, in none', from: blocked, to: balancer, port: 80, output: 'DROP' },
        { name: 'node port', from: outside, to: nodeIP, port: 3001, output, masq: true },
      ]);
    });
  }
});

describe('TestLoadBalancerIngressRouteTypeProxy', () => {
  const rows = [
    ['Proxy', '1.2.3.4', ''],
    ['VIP', '1.2.3.5', '10.180.0.1:80'],
    [undefined, '1.2.3.6', '10.180.0.1:80'],
  ] as const;
  for (const mode of modes) {
    for (const [ipMode, ip, output] of rows) {
      it(`${mode}: ipMode ${ipMode ?? 'left out'}`, () => {
        const service: TestService = {
          ...svc1({ externalIPs: [] }, [['10.180.0.1']]),
          ingress: [{ ip, ...(ipMode && { ipMode }) }],
        };
        check(cluster(mode, { svc1: service }), [{ name: 'a pod', from: pod, to: ip, port: 80, output }]);
        check(cluster(mode, { svc1: service }, { minor: 29 }), [
          { name: 'before the gate', from: pod, to: ip, port: 80, output: '10.180.0.1:80' },
        ]);
      });
    }
  }
});

describe('TestMultiPortServiceBindAddr', () => {
  const ports = (...numbers: number[]) =>
    numbers.map((port) => ({ name: `p${port}`, port, targetPort: port }));
  it('ipvs keeps an address as long as any port has it', () => {
    const with80 = { ...svc1({ ports: ports(80, 443) }, [['10.180.0.1']]), ingress: [] };
    const with443 = { ...svc1({ ports: ports(443) }, [['10.180.0.1']]), ingress: [] };
    const packet = { name: '', from: pod, to: clusterIP, port: 80 };
    check(cluster('ipvs', { svc1: with80 }), [{ ...packet, output: '10.180.0.1:80' }]);
    check(cluster('ipvs', { svc1: with443 }), [{ ...packet, output: 'REJECT' }]);
    check(cluster('ipvs', {}), [{ ...packet, output: '' }]);
  });
});

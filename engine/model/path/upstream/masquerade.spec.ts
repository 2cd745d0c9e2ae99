import {
  check,
  cluster,
  modes,
  nodeIP,
  outside,
  type Mode,
  type Row,
  type TestService,
} from './packets.spec.ts';

const pod = '10.0.0.2';
const loopback = '127.0.0.1';
const one = (n: number, policy: TestService['spec'], ip: string): TestService => ({
  spec: {
    type: 'LoadBalancer',
    clusterIP: `172.30.0.4${n}`,
    healthCheckNodePort: 30000 + n,
    ports: [{ name: 'p80', port: 80, nodePort: 3000 + n }],
    ...policy,
  },
  endpoints: [
    [`10.180.0.${n}`, 'test-node'],
    [`10.180.1.${n}`, 'remote'],
  ],
  ingress: [{ ip }],
});
const services = {
  svc1: one(1, {}, '1.2.3.4'),
  svc2: one(2, { externalTrafficPolicy: 'Local' }, '5.6.7.8'),
  svc3: one(3, { internalTrafficPolicy: 'Local' }, '9.10.11.12'),
};
const both = (n: number): string => `10.180.0.${n}:80, 10.180.1.${n}:80`;
const here = (n: number): string => `10.180.0.${n}:80`;

const base: readonly Row[] = [
  { name: 'pod to ClusterIP', from: pod, to: '172.30.0.41', port: 80, output: both(1), masq: false },
  { name: 'pod to NodePort', from: pod, to: nodeIP, port: 3001, output: both(1), masq: true },
  { name: 'pod to LB', from: pod, to: '1.2.3.4', port: 80, output: both(1), masq: true },
  { name: 'node to ClusterIP', from: nodeIP, to: '172.30.0.41', port: 80, output: both(1), masq: true },
  { name: 'node to NodePort', from: nodeIP, to: nodeIP, port: 3001, output: both(1), masq: true },
  { name: 'localhost to NodePort', from: loopback, to: loopback, port: 3001, output: both(1), masq: true },
  { name: 'node to LB', from: nodeIP, to: '1.2.3.4', port: 80, output: both(1), masq: true },
  { name: 'external to ClusterIP', from: outside, to: '172.30.0.41', port: 80, output: both(1), masq: true },
  { name: 'external to NodePort', from: outside, to: nodeIP, port: 3001, output: both(1), masq: true },
  { name: 'external to LB', from: outside, to: '1.2.3.4', port: 80, output: both(1), masq: true },
  {
    name: 'pod to ClusterIP with eTP:Local',
    from: pod,
    to: '172.30.0.42',
    port: 80,
    output: both(2),
    masq: false,
  },
  { name: 'pod to NodePort with eTP:Local', from: pod, to: nodeIP, port: 3002, output: both(2), masq: false },
  { name: 'pod to LB with eTP:Local', from: pod, to: '5.6.7.8', port: 80, output: both(2), masq: false },
  {
    name: 'node to ClusterIP with eTP:Local',
    from: nodeIP,
    to: '172.30.0.42',
    port: 80,
    output: both(2),
    masq: true,
  },
  {
    name: 'node to NodePort with eTP:Local',
    from: nodeIP,
    to: nodeIP,
    port: 3002,
    output: both(2),
    masq: true,
  },
  {
    name: 'localhost to NodePort with eTP:Local',
    from: loopback,
    to: loopback,
    port: 3002,
    output: both(2),
    masq: true,
  },
  { name: 'node to LB with eTP:Local', from: nodeIP, to: '5.6.7.8', port: 80, output: both(2), masq: true },
  {
    name: 'external to ClusterIP with eTP:Local',
    from: outside,
    to: '172.30.0.42',
    port: 80,
    output: both(2),
    masq: true,
  },
  {
    name: 'external to NodePort with eTP:Local',
    from: outside,
    to: nodeIP,
    port: 3002,
    output: here(2),
    masq: false,
  },
  {
    name: 'external to LB with eTP:Local',
    from: outside,
    to: '5.6.7.8',
    port: 80,
    output: here(2),
    masq: false,
  },
  {
    name: 'pod to ClusterIP with iTP:Local',
    from: pod,
    to: '172.30.0.43',
    port: 80,
    output: here(3),
    masq: false,
  },
  { name: 'pod to NodePort with iTP:Local', from: pod, to: nodeIP, port: 3003, output: both(3), masq: true },
  { name: 'pod to LB with iTP:Local', from: pod, to: '9.10.11.12', port: 80, output: both(3), masq: true },
  {
    name: 'node to ClusterIP with iTP:Local',
    from: nodeIP,
    to: '172.30.0.43',
    port: 80,
    output: here(3),
    masq: true,
  },
  {
    name: 'node to NodePort with iTP:Local',
    from: nodeIP,
    to: nodeIP,
    port: 3003,
    output: both(3),
    masq: true,
  },
  {
    name: 'localhost to NodePort with iTP:Local',
    from: loopback,
    to: loopback,
    port: 3003,
    output: both(3),
    masq: true,
  },
  {
    name: 'node to LB with iTP:Local',
    from: nodeIP,
    to: '9.10.11.12',
    port: 80,
    output: both(3),
    masq: true,
  },
  {
    name: 'external to ClusterIP with iTP:Local',
    from: outside,
    to: '172.30.0.43',
    port: 80,
    output: here(3),
    masq: true,
  },
  {
    name: 'external to NodePort with iTP:Local',
    from: outside,
    to: nodeIP,
    port: 3003,
    output: both(3),
    masq: true,
  },
  {
    name: 'external to LB with iTP:Local',
    from: outside,
    to: '9.10.11.12',
    port: 80,
    output: both(3),
    masq: true,
  },
];

type Change = Partial<Pick<Row, 'output' | 'masq'>>;
type Changes = Readonly<Record<string, Change>>;

/** What the mode itself does otherwise, whatever the configuration. */
const byMode: Readonly<Record<Mode, (row: Row) => Change>> = {
  iptables: () => ({}),
  nftables: ({ from }) => (from === loopback ? { output: '' } : {}),
  ipvs: ({ name, from }) => {
    if (from === loopback) return { output: '' };
    const isExternalLocal = name.endsWith('with eTP:Local') && !name.includes('ClusterIP');
    return isExternalLocal ? { output: here(2), masq: false } : {};
  },
};

const to = (words: string): readonly string[] =>
  ['', ' with eTP:Local', ' with iTP:Local'].map((policy) => `${words} to ClusterIP${policy}`);
const all = (names: readonly string[], change: Change): Changes =>
  Object.fromEntries(names.map((name) => [name, change]));
const noShortCircuit: Changes = all(['pod to NodePort with eTP:Local', 'pod to LB with eTP:Local'], {
  output: here(2),
});

const variants: readonly (readonly [string, boolean, boolean, Changes])[] = [
  ['base', false, true, {}],
  [
    'no detector',
    false,
    false,
    { ...all([...to('node'), ...to('external')], { masq: false }), ...noShortCircuit },
  ],
  ['masqueradeAll', true, true, all(to('pod'), { masq: true })],
  ['masqueradeAll, no detector', true, false, { ...all(to('pod'), { masq: true }), ...noShortCircuit }],
];

describe('TestInternalExternalMasquerade', () => {
  for (const mode of modes) {
    for (const [variant, masqueradeAll, detector, changes] of variants) {
      const state = cluster(mode, services, { masqueradeAll, ...(!detector && { clusterCIDRs: [] }) });
      for (const row of base) {
        it(`${mode}, ${variant}: ${row.name}`, () => {
          const changed = { ...row, ...changes[row.name], ...byMode[mode](row) };
          const { masq, ...rest } = changed;
          check(state, [changed.output === '' ? rest : { ...rest, ...(masq !== undefined && { masq }) }]);
        });
      }
    }
  }
});

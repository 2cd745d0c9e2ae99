import assert from 'node:assert/strict';
import { endpoint, pod, service, slice, told, world, type WorldOptions } from '../world.spec.ts';

/** TestInternalExternalMasquerade: every source, every destination, four variants of configuration. */

const objects = [
  pod('here', 'worker', '10.244.1.5'),
  pod('there', 'worker2', '10.244.2.5'),
  pod('client', 'worker', '10.244.1.9'),
];
const ports = (nodePort: number) => [{ port: 80, targetPort: 8080, nodePort }];
const type = 'LoadBalancer' as const;
const balancer = (ip: string) => ({
  status: { loadBalancer: { ingress: [{ ip, ipMode: 'VIP' as const }] } },
});
for (const [name, policy, n] of [
  ['plain', {}, 1],
  ['external-local', { externalTrafficPolicy: 'Local' }, 2],
  ['internal-local', { internalTrafficPolicy: 'Local' }, 3],
] as const) {
  objects.push(
    service(
      name,
      {
        type,
        clusterIP: `10.96.0.${n}`,
        ports: ports(30000 + n),
        externalIPs: [`192.0.2.${n}`],
        ...policy,
      },
      balancer(`198.51.100.${n}`),
    ) as never,
    slice(name, [endpoint('10.244.1.5', 'worker'), endpoint('10.244.2.5', 'worker2')]) as never,
  );
}

const clients = { pod: 'client', node: 'host worker', outside: 'outside 203.0.113.9 via worker' } as const;
const kept = { pod: 'kept 10.244.1.9', node: 'kept 172.18.0.3', outside: 'kept 203.0.113.9' } as const;
const destinations = {
  'cluster IP': (n: number) => `10.96.0.${n}:80`,
  'node port': (n: number) => `172.18.0.3:${30000 + n}`,
  'external IP': (n: number) => `192.0.2.${n}:80`,
  'load balancer': (n: number) => `198.51.100.${n}:80`,
} as const;

/** `lost`: the source is kept, and the answer of the endpoint on another node goes past the translating one. */
type Cell = `${'both' | 'here'} ${'kept' | 'hidden' | 'lost'}`;
type Row = readonly [
  policy: string,
  n: number,
  destination: 'cluster IP' | 'external',
  pod: Cell,
  node: Cell,
  outside: Cell,
];

/** `external` stands for node port, external IP and load balancer address, which all behave alike. */
const usual: readonly Row[] = [
  ['Cluster', 1, 'cluster IP', 'both kept', 'both hidden', 'both hidden'],
  ['Cluster', 1, 'external', 'both hidden', 'both hidden', 'both hidden'],
  ['external Local', 2, 'cluster IP', 'both kept', 'both hidden', 'both hidden'],
  ['external Local', 2, 'external', 'both kept', 'both hidden', 'here kept'],
  ['internal Local', 3, 'cluster IP', 'here kept', 'here hidden', 'here hidden'],
  ['internal Local', 3, 'external', 'both hidden', 'both hidden', 'both hidden'],
];
const masqueradeAll: readonly Row[] = [
  ['Cluster', 1, 'cluster IP', 'both hidden', 'both hidden', 'both hidden'],
  ['Cluster', 1, 'external', 'both hidden', 'both hidden', 'both hidden'],
  ['external Local', 2, 'cluster IP', 'both hidden', 'both hidden', 'both hidden'],
  ['external Local', 2, 'external', 'both kept', 'both hidden', 'here kept'],
  ['internal Local', 3, 'cluster IP', 'here hidden', 'here hidden', 'here hidden'],
];
const noDetector: readonly Row[] = [
  ['Cluster', 1, 'cluster IP', 'both kept', 'both kept', 'both lost'],
  ['Cluster', 1, 'external', 'both hidden', 'both hidden', 'both hidden'],
  ['external Local', 2, 'cluster IP', 'both kept', 'both kept', 'both lost'],
  ['external Local', 2, 'external', 'here kept', 'both hidden', 'here kept'],
  ['internal Local', 3, 'cluster IP', 'here kept', 'here kept', 'here kept'],
];
const noDetectorMasqueradeAll: readonly Row[] = [
  ['Cluster', 1, 'cluster IP', 'both hidden', 'both hidden', 'both hidden'],
  ['external Local', 2, 'external', 'here kept', 'both hidden', 'here kept'],
  ['internal Local', 3, 'cluster IP', 'here hidden', 'here hidden', 'here hidden'],
];

const variants: readonly (readonly [string, WorldOptions['proxy'] & object, readonly Row[]])[] = [
  ['with a detector', {}, usual],
  ['with masqueradeAll', { masqueradeAll: true }, masqueradeAll],
  ['without a detector', { clusterCIDRs: [] }, noDetector],
  [
    'without a detector, with masqueradeAll',
    { clusterCIDRs: [], masqueradeAll: true },
    noDetectorMasqueradeAll,
  ],
  ['with NodeCIDR detection', { detectLocalMode: 'NodeCIDR' }, usual],
  ['with interface detection', { detectLocalMode: 'InterfaceNamePrefix', clusterCIDRs: [] }, usual],
];

for (const mode of ['iptables', 'nftables'] as const) {
  describe(`masquerading in mode ${mode}`, () => {
    for (const [variant, proxy, rows] of variants) {
      const state = world(objects, { mode, proxy });
      for (const [policy, n, destination, ...cells] of rows) {
        const kinds =
          destination === 'external'
            ? (['node port', 'external IP', 'load balancer'] as const)
            : (['cluster IP'] as const);
        for (const kind of kinds) {
          it(`${variant}, policy ${policy}, to the ${kind}`, () => {
            for (const [i, client] of (['pod', 'node', 'outside'] as const).entries()) {
              const [which, seen] = (cells[i] ?? '').split(' ');
              const there = which === 'here' ? '' : seen === 'lost' ? ' there!timeout' : ' there';
              const expected = `reached here${there}, ${seen === 'hidden' ? 'hidden worker' : kept[client]}`;
              assert.equal(told(state, clients[client], destinations[kind](n)), expected, client);
            }
          });
        }
      }
    }

    it('always hides a pod that is its own endpoint, and only there', () => {
      const state = world(objects, { mode });
      assert.equal(told(state, 'here', '10.96.0.1:80'), 'reached here(hidden worker) there, kept 10.244.1.5');
      assert.equal(
        told(state, 'here', '172.18.0.3:30002'),
        'reached here(hidden worker) there, kept 10.244.1.5',
      );
      assert.equal(told(state, 'here', '10.96.0.3:80'), 'reached here, hidden worker');
      const unseen = world(objects, { mode, proxy: { clusterCIDRs: [] } });
      assert.equal(
        told(unseen, 'here', '10.96.0.1:80'),
        'reached here(hidden worker) there, kept 10.244.1.5',
      );
    });

    it("hides a pod from another node, whose policy then takes it for a stranger's", () => {
      const state = world(objects, { mode });
      assert.equal(told(state, 'client', '172.18.0.4:30002'), 'reached there, hidden worker');
      assert.equal(told(state, 'client', '172.18.0.2:30002'), 'timeout');
      assert.equal(told(state, 'client', '172.18.0.2:30001'), 'reached here there, hidden control-plane');
      assert.equal(told(state, 'host worker', '172.18.0.4:30002'), 'reached there, kept 172.18.0.3');
      assert.equal(told(state, 'host worker', '172.18.0.2:30002'), 'timeout');
    });

    it('does not hide pods where the pod network does not', () => {
      const open = world(objects, { mode, cluster: { masqueradesPodsToNodes: false } });
      // The pod is recognised there, so policy Local does not hold; what is elsewhere answers past that node.
      assert.equal(told(open, 'client', '172.18.0.4:30002'), 'reached here!timeout there, kept 10.244.1.9');
      assert.equal(told(open, 'client', '172.18.0.2:30002'), 'timeout');
      const byNode = world(objects, {
        mode,
        cluster: { masqueradesPodsToNodes: false },
        proxy: { detectLocalMode: 'NodeCIDR' },
      });
      assert.equal(told(byNode, 'client', '172.18.0.4:30002'), 'reached there, kept 10.244.1.9');
      assert.equal(told(byNode, 'client', '172.18.0.2:30002'), 'timeout');
    });
  });
}

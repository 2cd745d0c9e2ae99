import assert from 'node:assert/strict';
import type { KubeObject } from '../../kube/index.ts';
import { printTable, type TableOptions } from './print-table.ts';

const now = Date.parse('2026-05-01T12:00:00Z');
const created = '2026-05-01T11:55:00Z';

function print(object: object, options: Partial<TableOptions> = {}): string[] {
  const text = printTable([object as KubeObject], { now, ...options });
  return text.trimEnd().split('\n');
}

function service(spec: object, status?: object): object {
  return { kind: 'Service', metadata: { name: 'web', creationTimestamp: created }, spec, status };
}

describe('services as kubectl prints them', () => {
  const row = (spec: object, status?: object, options?: Partial<TableOptions>) =>
    print(service(spec, status), options)[1];

  it('prints type, addresses, ports and age', () => {
    assert.deepEqual(
      print(
        service({ type: 'ClusterIP', clusterIPs: ['10.96.0.9'], ports: [{ port: 80, protocol: 'TCP' }] }),
      ),
      [
        'NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE',
        'web    ClusterIP   10.96.0.9    <none>        80/TCP    5m',
      ],
    );
  });

  it('prints node ports beside their ports', () => {
    const ports = [
      { port: 80, nodePort: 30080, protocol: 'TCP' },
      { port: 53, nodePort: 30053, protocol: 'UDP' },
    ];
    assert.match(
      row({ type: 'NodePort', clusterIPs: ['10.96.0.9'], ports })!,
      / 80:30080\/TCP,53:30053\/UDP +5m$/,
    );
  });

  it('prints None for a headless Service, and none for its ports', () => {
    assert.match(row({ type: 'ClusterIP', clusterIPs: ['None'] })!, /ClusterIP +None +<none> +<none> +5m$/);
  });

  it('prints the name that an ExternalName stands for', () => {
    assert.match(
      row({ type: 'ExternalName', externalName: 'db.example.com' })!,
      /ExternalName +<none> +db\.example\.com +<none>/,
    );
  });

  it('says <pending> until a load balancer has an address', () => {
    assert.match(row({ type: 'LoadBalancer', clusterIPs: ['10.96.0.9'] })!, /<pending>/);
  });

  it('cuts long lists of load balancer addresses unless the table is wide', () => {
    const status = { loadBalancer: { ingress: [{ ip: '203.0.113.9' }, { hostname: 'lb.example.com' }] } };
    const spec = { type: 'LoadBalancer', clusterIPs: ['10.96.0.9'] };
    assert.match(row(spec, status)!, / 203\.0\.113\.9,l\.\.\. /);
    assert.match(row(spec, status, { wide: true })!, / 203\.0\.113\.9,lb\.example\.com /);
  });

  it('puts external IPs after those of the load balancer', () => {
    const spec = { type: 'LoadBalancer', clusterIPs: ['10.96.0.9'], externalIPs: ['198.51.100.1'] };
    assert.match(
      row(spec, { loadBalancer: { ingress: [{ ip: '203.0.113.9' }] } })!,
      / 203\.0\.113\.9,198\.51\.100\.1 /,
    );
    assert.match(row(spec)!, / 198\.51\.100\.1 /);
  });

  it('shows the selector when wide', () => {
    assert.match(
      row({ type: 'ClusterIP', selector: { app: 'web' } }, undefined, { wide: true })!,
      /app=web$/,
    );
  });
});

describe('endpoints as kubectl prints them', () => {
  const cell = (subsets?: object[]) =>
    print({ kind: 'Endpoints', metadata: { name: 'web', creationTimestamp: created }, subsets })[1]!
      .replace(/^web +/, '')
      .replace(/ *5m$/, '');
  const addresses = ['10.0.0.1', '10.0.0.2'].map((ip) => ({ ip }));

  it('says <none> without subsets and nothing when nobody is ready', () => {
    assert.equal(cell(), '<none>');
    assert.equal(cell([{ notReadyAddresses: addresses, ports: [{ port: 80 }] }]), '');
  });

  it('shows three and counts the rest', () => {
    assert.equal(
      cell([{ addresses, ports: [{ port: 80 }, { port: 443 }] }]),
      '10.0.0.1:80,10.0.0.2:80,10.0.0.1:443 + 1 more...',
    );
  });

  it('shows bare addresses where there is no port, and brackets around IPv6', () => {
    assert.equal(cell([{ addresses }]), '10.0.0.1,10.0.0.2');
    assert.equal(cell([{ addresses: [{ ip: 'fd00::1' }], ports: [{ port: 80 }] }]), '[fd00::1]:80');
  });
});

describe('endpoint slices as kubectl prints them', () => {
  const cells = (slice: object) =>
    print({ kind: 'EndpointSlice', metadata: { name: 's' }, addressType: 'IPv4', ...slice })[1]!.split(
      / {3,}/,
    );

  it('says <unset> for no ports and no endpoints', () => {
    assert.deepEqual(cells({ ports: null, endpoints: null }), [
      's',
      'IPv4',
      '<unset>',
      '<unset>',
      '<unknown>',
    ]);
  });

  it('shows a port without a number by its name, or as a star', () => {
    assert.equal(cells({ ports: [{ name: 'web' }, {}] })[2], 'web,*');
  });

  it('counts addresses, not endpoints', () => {
    const endpoints = [{ addresses: ['a', 'b'] }, { addresses: ['c', 'd'] }];
    assert.equal(cells({ endpoints })[3], 'a,b,c + 1 more...');
  });
});

describe('nodes as kubectl prints them', () => {
  const node = (metadata: object, rest: object) =>
    print({ kind: 'Node', metadata: { name: 'n', ...metadata }, ...rest })[1]!.split(/ {3,}/);

  it('joins status words, sorts roles', () => {
    const labels = { 'node-role.kubernetes.io/worker': '', 'node-role.kubernetes.io/edge': '' };
    const conditions = [{ type: 'Ready', status: 'False' }];
    assert.deepEqual(
      node(
        { labels },
        { spec: { unschedulable: true }, status: { conditions, nodeInfo: { kubeletVersion: 'v1.35.0' } } },
      ),
      ['n', 'NotReady,SchedulingDisabled', 'edge,worker', '<unknown>', 'v1.35.0'],
    );
  });

  it('does not guess: no condition is Unknown', () => {
    assert.equal(node({}, {})[1], 'Unknown');
  });
});

describe('tables of any kind', () => {
  const web = { kind: 'Deployment', metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } } };
  const deployment = {
    ...web,
    spec: { replicas: 3, selector: { matchLabels: { app: 'web' } }, template: { spec: { containers: [] } } },
    status: { readyReplicas: 2, updatedReplicas: 3, availableReplicas: 2 },
  };

  it('adds namespace, kind and labels', () => {
    assert.deepEqual(print(deployment, { allNamespaces: true, withKind: true, showLabels: true }), [
      'NAMESPACE   NAME                  READY   UP-TO-DATE   AVAILABLE   AGE         LABELS',
      'shop        deployment.apps/web   2/3     3            2           <unknown>   app=web',
    ]);
  });

  it('leaves headers out, and then they need no room', () => {
    assert.deepEqual(print(deployment, { noHeaders: true }), ['web   2/3   3     2     <unknown>']);
  });

  it('prints name and age of a kind that it does not know', () => {
    assert.deepEqual(print({ kind: 'Widget', metadata: { name: 'w' } }), ['NAME   AGE', 'w      <unknown>']);
  });

  it('prints nothing for nothing', () => {
    assert.equal(printTable([], { now }), '');
  });
});

import assert from 'node:assert/strict';
import type { Manifest } from '../../kube/index.ts';
import { ask, endpoint, manifest, pod, service, slice, told, world } from '../world.spec.ts';
import type { NetworkPolicy } from './network-policies.ts';

/** The model knows whom a NetworkPolicy isolates (networking.k8s.io/v1), not what its rules let through. */

const labels = { app: 'web' };
const objects = [
  pod('web', 'worker', '10.244.1.5', { labels }),
  pod('other', 'worker2', '10.244.2.5', { labels: { app: 'other' } }),
  pod('client', 'worker', '10.244.1.9', { labels: { app: 'client' } }),
  pod('on-host', 'worker2', '172.18.0.4', { labels, ports: [9090], spec: { hostNetwork: true } }),
  service('web', {}),
  slice('web', [endpoint('10.244.1.5', 'worker')]),
  service('both', { clusterIP: '10.96.0.21' }),
  slice('both', [endpoint('10.244.1.5', 'worker'), endpoint('10.244.2.5', 'worker2')]),
  service('none', { clusterIP: '10.96.0.22' }),
];

function policy(spec: NetworkPolicy['spec'] | undefined, namespace?: string): Manifest<NetworkPolicy> {
  return manifest({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'closed', ...(namespace !== undefined && { namespace }) },
    ...(spec && { spec }),
  });
}
const under = (spec?: NetworkPolicy['spec'], namespace?: string) =>
  world([...objects, policy(spec, namespace)]);
const web = { podSelector: { matchLabels: labels } };
const client = { podSelector: { matchLabels: { app: 'client' } } };

describe('a NetworkPolicy', () => {
  it('makes unknown what comes to a pod that it isolates, through a Service or directly', () => {
    for (const to of ['10.96.0.20:80', '10.96.0.21:80', '10.244.1.5:8080', '10.244.1.5:81']) {
      assert.equal(told(under(web), 'client', to), 'unknown', to);
    }
    assert.equal(told(under(web), 'client', '10.244.2.5:8080'), 'reached other, kept 10.244.1.9');
    assert.equal(told(under(web), 'client', '10.244.2.5:81'), 'refused');
    const other = under({ podSelector: { matchLabels: { app: 'other' } } });
    assert.equal(told(other, 'client', '10.96.0.20:80'), 'reached web, kept 10.244.1.9');
    assert.equal(told(other, 'client', '10.96.0.21:80'), 'unknown', 'the second of two endpoints');
  });

  it('says which, whom, and where that is written', () => {
    const { reason, trace } = ask(under(web), 'client', '10.96.0.20:80');
    assert.equal(
      reason,
      'NetworkPolicy default/closed isolates pod default/web (Ingress), and the model does not judge what it lets through',
    );
    const last = trace.at(-1);
    assert.deepEqual(
      [last?.rule, last?.decision, last?.from?.file],
      ['routing', reason, 'test.yaml#spec.podSelector'],
    );
  });

  it('is for ingress, and for egress if it has rules for that, unless policyTypes say (SetDefaults_NetworkPolicy)', () => {
    const to = '10.244.2.5:8080';
    const reached = 'reached other, kept 10.244.1.9';
    assert.equal(told(under(client), 'client', to), reached);
    assert.equal(told(under({ ...client, egress: [] }), 'client', to), 'unknown');
    assert.equal(told(under({ ...client, policyTypes: ['Egress'] }), 'client', to), 'unknown');
    assert.equal(told(under({ ...client, egress: [], policyTypes: ['Ingress'] }), 'client', to), reached);
    assert.equal(
      told(under({ ...web, policyTypes: ['Egress'] }), 'client', '10.96.0.20:80'),
      'reached web, kept 10.244.1.9',
    );
    assert.equal(
      told(under({ ...web, policyTypes: ['Ingress', 'Egress'] }), 'client', '10.96.0.20:80'),
      'unknown',
    );
    assert.equal(told(under(client), 'other', '10.244.1.9:8080'), 'unknown');
  });

  it('is for all pods of its namespace without a selector, and for those of no other', () => {
    assert.equal(told(under({}), 'client', '10.244.2.5:8080'), 'unknown');
    assert.equal(told(under(), 'client', '10.244.2.5:8080'), 'unknown');
    assert.equal(told(under({}, 'default'), 'client', '10.244.2.5:8080'), 'unknown');
    assert.equal(told(under({}, 'shop'), 'client', '10.244.2.5:8080'), 'reached other, kept 10.244.1.9');
  });

  it('is not for pods on the network of their node, nor for what a pod sends itself', () => {
    const all = under({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    assert.equal(told(all, 'on-host', '172.18.0.4:9090'), 'reached on-host, kept 172.18.0.4');
    assert.equal(told(under(web), 'client', '172.18.0.4:9090'), 'reached on-host, hidden worker');
    assert.equal(told(under(web), 'web', '10.96.0.20:80'), 'reached web, hidden worker');
    assert.equal(told(under({}), 'web', '10.96.0.21:80'), 'unknown');
  });

  it('changes nothing where nobody answers anyway, nor where the proxy refuses', () => {
    const all = under({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    assert.equal(told(all, 'client', '10.244.1.77:80'), 'timeout');
    assert.equal(told(all, 'client', 'nobody:80'), 'no-name');
    assert.equal(told(under(web), 'client', '10.96.0.22:80'), 'refused');
    assert.equal(told(all, 'client', '10.96.0.22:80'), 'unknown', 'who may not send is not refused for sure');
    const stopped = { ...all, faults: { ...all.faults, stoppedNodes: new Set(['worker']) } };
    assert.equal(
      ask(stopped, 'client', '10.96.0.20:80').reason,
      'node worker is stopped: a client there is frozen',
    );
  });

  it('leaves open whether pods that would refuse a connection do', () => {
    const deaf = [
      ...objects.slice(0, 4),
      service('web', { clusterIP: 'None' }),
      slice('web', [endpoint('10.244.1.5', 'worker'), endpoint('10.244.2.5', 'worker2')]),
      service('closed', { clusterIP: '10.96.0.23', ports: [{ port: 80, targetPort: 81 }] }),
      slice('closed', [endpoint('10.244.1.5', 'worker')], [{ name: '', port: 81 }]),
      pod('mapped', 'worker', '10.244.1.6', {
        labels,
        ports: [{ containerPort: 81, hostPort: 85 }],
        status: {
          phase: 'Running',
          podIP: '10.244.1.6',
          containerStatuses: [{ name: 'main', state: { waiting: {} } }],
        },
      }),
    ];
    const closed = world([...deaf, policy(web)]);
    for (const to of ['web:82', '10.96.0.23:80', '172.18.0.3:85']) {
      assert.equal(told(world(deaf), 'client', to), 'refused', to);
      assert.equal(told(closed, 'client', to), 'unknown', to);
    }
  });
});

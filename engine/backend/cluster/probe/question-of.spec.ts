import assert from 'node:assert/strict';
import type { Flow } from '../../../flow/index.ts';
import type { Node, Pod, Service } from '../../../kube/index.ts';
import { World } from '../names/world.ts';
import { namespaceOf, questionOf, type Directory } from './question-of.ts';

const names = new World({
  prefix: 'rf',
  dnsDomain: 'cluster.local',
  nodes: new Map([['worker', 'kc-worker']]),
});
names.join('other');

const service = (namespace: string, name: string, spec: Service['spec']): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec,
});
const directory: Directory = {
  names,
  services: [
    service('rf', 'web', { clusterIP: '10.96.0.20', ports: [{ name: 'http', port: 80 }] }),
    service('rf', 'two', {
      clusterIP: '10.96.0.21',
      ports: [
        { name: 'a', port: 1 },
        { name: 'b', port: 2 },
      ],
    }),
    service('rf', 'headless', { clusterIP: 'None', ports: [{ port: 80 }] }),
    service('rf-other', 'db', { clusterIP: '10.96.0.22', ports: [{ port: 5432 }] }),
    service('default', 'kubernetes', { clusterIP: '10.96.0.1', ports: [{ name: 'https', port: 443 }] }),
  ],
  pods: [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web-1', namespace: 'rf' },
      spec: { containers: [] },
      status: { podIP: '10.244.1.5' },
    } satisfies Pod,
  ],
  nodes: [
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'kc-worker' },
      status: { addresses: [{ type: 'InternalIP', address: '172.18.0.3' }] },
    } satisfies Node,
  ],
};
const ask = (to: string, more: Partial<Flow> = {}) =>
  questionOf({ from: { pod: 'client' }, to, ...more }, 1, 'q', directory);
const place = (to: string, more: Partial<Flow> = {}): string => {
  const question = ask(to, more);
  return 'reason' in question ? question.reason : `${question.protocol} ${question.host} ${question.port}`;
};

describe('questionOf', () => {
  const cases: readonly (readonly [to: string, asked: string])[] = [
    ['10.96.0.20:80', 'TCP 10.96.0.20 80'],
    ['[fd00::1]:80', 'TCP fd00::1 80'],
    ['web:80', 'TCP web 80'],
    ['web.other:80', 'TCP web.rf-other 80'],
    ['service/web', 'TCP 10.96.0.20 80'],
    ['service/web:http', 'TCP 10.96.0.20 80'],
    ['service/web:81', 'TCP 10.96.0.20 81'],
    ['service/other/db', 'TCP 10.96.0.22 5432'],
    ['service/kubernetes', 'TCP 10.96.0.1 443'],
    ['service/two:b', 'TCP 10.96.0.21 2'],
    ['node/worker:30080', 'TCP 172.18.0.3 30080'],
    ['pod/web-1:8080', 'TCP 10.244.1.5 8080'],
    ['http://web/', 'HTTP web 80'],
    ['https://web.other/', 'HTTPS web.rf-other 443'],
    ['service/two', 'service two has no port (it has several)'],
    ['service/headless:80', 'service headless has no cluster IP in the cluster'],
    ['service/gone', 'service gone has no cluster IP in the cluster'],
    ['node/worker9:1', 'the cluster has no node worker9'],
    ['pod/gone:80', 'pod gone has no address in the cluster'],
  ];
  for (const [to, asked] of cases) {
    it(`asks for ${to}: ${asked}`, () => assert.equal(place(to), asked));
  }

  it('looks for a Service in the namespace of the client first', () => {
    const question = questionOf({ from: { pod: 'other/client' }, to: 'service/db' }, 1, 'q', directory);
    assert.equal('host' in question && question.host, '10.96.0.22');
  });

  it('asks by the protocol of the flow', () => {
    assert.equal(place('web:53', { protocol: 'UDP' }), 'UDP web 53');
    assert.match(place('web:53', { protocol: 'SCTP' }), /no SCTP sockets/);
  });

  it('says the name that was typed to an HTTP server, whatever the cluster calls it', () => {
    const question = ask('http://web.other:8080/cart?x=1');
    assert.ok('host' in question);
    assert.equal(question.path, '/cart?x=1');
    assert.deepEqual(question.headers, { host: 'web.other:8080' });
  });

  it('lets a flow say its own host and method', () => {
    const question = ask('http://web/', {
      http: { method: 'POST', headers: { Host: 'shop.example', A: 'b' } },
    });
    assert.ok('host' in question);
    assert.equal(question.method, 'POST');
    assert.deepEqual(question.headers, { host: 'shop.example', a: 'b' });
  });

  it('binds the source of a host', () => {
    const question = questionOf(
      { from: { host: 'worker', source: '127.0.0.1' }, to: '127.0.0.1:30080' },
      3,
      'q',
      directory,
    );
    assert.ok('host' in question);
    assert.equal(question.source, '127.0.0.1');
    assert.equal(question.attempts, 3);
  });
});

describe('namespaceOf', () => {
  it('is that of a pod, and none elsewhere', () => {
    assert.equal(namespaceOf({ from: { pod: 'a' }, to: '' }), 'default');
    assert.equal(namespaceOf({ from: { pod: 'shop/a' }, to: '' }), 'shop');
    assert.equal(namespaceOf({ from: { host: 'worker' }, to: '' }), undefined);
  });
});

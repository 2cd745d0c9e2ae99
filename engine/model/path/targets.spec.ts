import assert from 'node:assert/strict';
import type { UserError } from '../../errors/index.ts';
import type { Service } from '../../kube/index.ts';
import { resolve } from '../resolve.ts';
import {
  ask,
  endpoint,
  flow,
  manifest,
  nodes,
  pod,
  service,
  slice,
  told,
  trace,
  world,
  type WorldOptions,
} from '../world.spec.ts';

const [controlPlane] = nodes(['IPv4']);
const bare = (name: string) => manifest({ apiVersion: 'v1', kind: 'Node' as const, metadata: { name } });

describe('the node of a client outside', () => {
  it('is the control plane where there is no worker', () => {
    const state = world([], { cluster: { nodes: [controlPlane!] } });
    assert.equal(
      trace(ask(state, 'outside', '172.18.0.2:6443'))[0],
      'client: outside, 203.0.113.9 -> 172.18.0.2:6443 TCP, arrives at node control-plane',
    );
  });

  it('is needed', () => {
    const none = world([], { cluster: { nodes: [] } });
    assert.throws(() => ask(none, 'outside', '192.0.2.1:80'), /the cluster has no node/);
  });
});

describe('the addresses of a client', () => {
  it('are the first of each family', () => {
    const two = { phase: 'Running' as const, podIPs: [{ ip: '10.244.1.5' }, { ip: '10.244.1.6' }] };
    const state = world([pod('two', 'worker', '', { status: two }), pod('web', 'worker', '10.244.1.7')]);
    assert.equal(told(state, 'two', '10.244.1.7:8080'), 'reached web, kept 10.244.1.5');
  });

  it('are those of its node for a pod on the network of its node, whatever its status lists', () => {
    const state = world([pod('h', 'worker', '172.18.0.3', { spec: { hostNetwork: true } })], {
      families: ['IPv4', 'IPv6'],
    });
    assert.equal(told(state, 'h', '[fc00::4]:10250'), 'reached fc00::4:10250, kept fc00::3');
  });
});

describe('a hostname that means the client itself', () => {
  const dotted = pod('web.v1', 'worker', '10.244.1.5');
  const host = pod('h', 'worker', '172.18.0.3', { spec: { hostNetwork: true } });
  const state = world([dotted, host, bare('other')]);

  it('is the name of a pod, dots and capitals or not', () => {
    assert.equal(told(state, 'web.v1', 'web.v1:8080'), 'reached web.v1, kept 10.244.1.5');
    assert.equal(told(state, 'web.v1', 'WEB.V1:8080'), 'reached web.v1, kept 10.244.1.5');
    assert.equal(
      trace(ask(state, 'web.v1', 'web.v1:8080'))[0],
      "name: web.v1 is the client's own hostname: 10.244.1.5, from its hosts file",
    );
  });

  it('is the name of the node for who is on its network', () => {
    assert.equal(told(state, 'h', 'worker:8080'), 'reached h, kept 172.18.0.3');
    assert.equal(told(state, 'host worker', 'worker:8080'), 'reached h, kept 172.18.0.3');
    assert.equal(told(state, 'h', 'h:8080'), 'no-name');
  });

  it('is a name like any other for a node without an address', () => {
    assert.equal(told(state, 'host other', 'other:80'), 'no-name');
  });
});

describe('a reference', () => {
  it('to a node is its address of the first family that it has', () => {
    const [, six] = nodes(['IPv6']);
    const mixed: WorldOptions = { families: ['IPv4', 'IPv6'], cluster: { nodes: [controlPlane!, six!] } };
    assert.equal(
      told(world([], mixed), 'outside 2001:db8::9', 'node/worker:10250'),
      'reached fc00::3:10250, kept 2001:db8::9',
    );
    assert.throws(
      () => ask(world([bare('other')]), 'host worker', 'node/other:80'),
      /node other has no InternalIP/,
    );
  });

  it('to a pod may be a pattern', () => {
    const state = world([pod('web-abc', 'worker', '10.244.1.5'), pod('client', 'worker', '10.244.1.9')]);
    assert.equal(told(state, 'client', 'pod/web-*:8080'), 'reached web-abc, kept 10.244.1.9');
    assert.equal(told(state, 'cli*', 'pod/web-abc:8080'), 'reached web-abc, kept 10.244.1.9');
  });

  it('to a Service needs a cluster IP', () => {
    const pending = manifest<Service>({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'pending' },
      spec: { ports: [{ port: 80 }] },
    });
    assert.throws(
      () => ask(world([pending]), 'host worker', 'service/pending:80'),
      /service default\/pending has no cluster IP/,
    );
    assert.throws(
      () => ask(world([pending]), 'host worker', 'service/pendin:80'),
      (error: UserError) => error.problems[0]?.hint === 'service/default/pending',
    );
  });
});

describe('a destination that is a name', () => {
  const headless = (n: number) => {
    const ips = Array.from({ length: n }, (_, i) => `10.244.1.${i + 1}`);
    return world([
      service('web', { clusterIP: '10.96.0.20' }),
      service('all', { clusterIP: 'None' }),
      slice(
        'all',
        ips.map((ip) => endpoint(ip, 'worker')),
      ),
      pod('client', 'worker', '10.244.1.99'),
    ]);
  };
  const says = (n: number, to: string) => trace(ask(headless(n), 'client', to))[0];

  it('is told with the full name where that is another, and four addresses', () => {
    assert.equal(
      says(1, 'web.default.svc.cluster.local:80'),
      'name: web.default.svc.cluster.local: 10.96.0.20 (service default/web)',
    );
    const four = '10.244.1.1, 10.244.1.2, 10.244.1.3, 10.244.1.4';
    const full = 'name: all is all.default.svc.cluster.local:';
    assert.equal(says(4, 'all:80'), `${full} ${four} (service default/all)`);
    assert.equal(says(6, 'all:80'), `${full} ${four} and 2 more (service default/all)`);
  });

  it('is asked for a path only in a request, / if none is named', () => {
    const state = headless(1);
    const get = (to: string, http = false) => {
      const { result, status } = resolve(state, { ...flow('host worker', to), ...(http && { http: {} }) });
      return `${result} ${status}`;
    };
    for (const host of ['localhost', '127.0.0.1', '172.18.0.3']) {
      assert.equal(get(`${host}:10256`), 'reached undefined', host);
      assert.equal(get(`${host}:10256`, true), 'http 404', host);
      assert.equal(get(`http://${host}:10256/`), 'http 404', host);
      assert.equal(get(`http://${host}:10256/healthz`), 'reached 200', host);
    }
  });
});

import assert from 'node:assert/strict';
import { ObjectStore } from '../object-store.ts';
import { ask, endpoint, pod, service, slice, told, world } from '../world.spec.ts';

const objects = [
  pod('a', 'worker', '10.244.1.5'),
  pod('b', 'worker2', '10.244.2.5'),
  pod('client', 'worker', '10.244.1.9'),
  pod('far', 'worker2', '10.244.2.9'),
  service('web', { type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }),
  slice('web', [endpoint('10.244.1.5', 'worker'), endpoint('10.244.2.5', 'worker2')]),
];

describe('a stopped node', () => {
  const state = world(objects, { faults: { stoppedNodes: new Set(['worker2']) } });

  it('answers nobody, its pods neither', () => {
    assert.equal(told(state, 'client', '10.96.0.20:80'), 'reached a b!timeout, kept 10.244.1.9');
    assert.equal(told(state, 'client', '10.244.2.5:8080'), 'timeout');
    assert.equal(told(state, 'outside', '172.18.0.4:30080'), 'timeout');
    assert.equal(told(state, 'client', '172.18.0.4:30080'), 'timeout');
    assert.equal(told(state, 'outside 203.0.113.9 via worker2', '10.96.0.20:80'), 'timeout');
  });

  it('freezes its clients: nobody knows what they would see', () => {
    for (const from of ['far', 'host worker2']) {
      const answer = ask(state, from, '10.96.0.20:80');
      assert.equal(answer.result, 'unknown');
      assert.equal(answer.reason, 'node worker2 is stopped: a client there is frozen');
    }
  });
});

describe('a node that is cut off', () => {
  const state = world(objects, { faults: { cutOffNodes: new Set(['worker2']) } });

  it('is out of reach for others, and they for it', () => {
    assert.equal(told(state, 'client', '10.96.0.20:80'), 'reached a b!timeout, kept 10.244.1.9');
    assert.equal(told(state, 'outside', '172.18.0.4:30080'), 'timeout');
    assert.equal(told(state, 'far', '10.244.1.5:8080'), 'timeout');
    assert.equal(told(state, 'far', '172.18.0.3:30080'), 'timeout');
    assert.equal(told(state, 'host worker2', '192.0.2.1:80'), 'timeout');
  });

  it('goes on by itself', () => {
    assert.equal(told(state, 'far', '10.96.0.20:80'), 'reached a!timeout b, kept 10.244.2.9');
    assert.equal(told(state, 'far', '10.244.2.5:8080'), 'reached b, kept 10.244.2.9');
    assert.equal(told(state, 'host worker2', '172.18.0.4:30080'), 'reached a!timeout b, hidden worker2');
    const none = world([...objects.slice(0, 5), slice('web', [])], {
      faults: { cutOffNodes: new Set(['worker2']) },
    });
    assert.equal(told(none, 'far', '10.96.0.20:80'), 'refused');
  });

  it('is nothing to nodes between others, nor is one that is stopped', () => {
    for (const faults of [{ cutOffNodes: new Set(['worker3']) }, { stoppedNodes: new Set(['worker3']) }]) {
      const other = world(objects, { faults });
      assert.equal(told(other, 'client', '10.96.0.20:80'), 'reached a b, kept 10.244.1.9');
      assert.equal(told(other, 'client', '172.18.0.4:30080'), 'reached a b, hidden worker2');
      assert.equal(told(other, 'outside', '172.18.0.4:30080'), 'reached a b, hidden worker2');
    }
  });

  it('asks no DNS server', () => {
    assert.equal(told(state, 'far', 'web:80'), 'no-name');
    assert.equal(ask(state, 'far', 'web:80').reason, 'node worker2 is cut off from the DNS server');
    assert.equal(told(state, 'client', 'web:80'), 'reached a b!timeout, kept 10.244.1.9');
  });
});

describe('a node whose proxy is stopped', () => {
  const before = ObjectStore.of([...objects.slice(0, 5), slice('web', [endpoint('10.244.1.5', 'worker')])]);
  const state = world([...objects.slice(1, 5), slice('web', [endpoint('10.244.2.5', 'worker2')])], {
    faults: { staleProxies: new Map([['worker', before]]) },
  });

  it('goes on with the rules it had, to pods that may be gone', () => {
    assert.equal(told(state, 'far', '10.96.0.20:80'), 'reached b, kept 10.244.2.9');
    assert.equal(told(state, 'client', '10.96.0.20:80'), 'timeout');
    assert.equal(told(state, 'outside', '172.18.0.3:30080'), 'timeout');
    assert.equal(told(state, 'outside', '172.18.0.4:30080'), 'reached b, hidden worker2');
  });

  it('says so', () => {
    const [, step] = ask(state, 'client', '10.96.0.20:80').trace;
    assert.equal(
      step?.decision,
      'cluster IP 10.96.0.20:80 of service default/web; the proxy of node worker is stopped, its rules may be old',
    );
  });

  it('knows no Service that came later', () => {
    const later = world(objects, { faults: { staleProxies: new Map([['worker', ObjectStore.empty]]) } });
    assert.equal(told(later, 'client', '10.96.0.20:80'), 'unhandled');
    assert.equal(told(later, 'client', '172.18.0.3:30080'), 'refused');
    assert.equal(told(later, 'client', '172.18.0.4:30080'), 'reached a b, hidden worker2');
  });
});

describe('no DNS server', () => {
  const state = world(objects, { faults: { dnsDown: true } });
  it('leaves addresses alone, and names that need none', () => {
    assert.equal(told(state, 'client', 'web:80'), 'no-name');
    assert.equal(ask(state, 'client', 'web:80').reason, 'no DNS server runs');
    assert.equal(ask(state, 'client', 'web:80').trace.at(-1)?.decision, 'no DNS server runs');
    assert.equal(told(state, 'host worker', 'example.com:80'), 'unhandled', 'it asks another server');
    assert.equal(told(state, 'client', '10.96.0.20:80'), 'reached a b, kept 10.244.1.9');
    assert.equal(told(state, 'client', 'service/web:80'), 'reached a b, kept 10.244.1.9');
    assert.equal(told(state, 'a', 'localhost:8080'), 'reached a, kept 127.0.0.1');
    assert.equal(told(state, 'a', 'a:8080'), 'reached a, kept 10.244.1.5');
  });
});

import assert from 'node:assert/strict';
import { branches } from '../connect.ts';
import {
  ask,
  endpoint,
  flow,
  pod,
  service,
  slice,
  told,
  trace,
  world,
  type WorldOptions,
} from '../world.spec.ts';

/** What is said of the endpoints that a connection is drawn from, and of how it ends there. */

const ip = (n: number): string => `10.244.1.${n}`;
const clientPod = pod('client', 'worker', ip(99));

/** A Service with so many endpoints, of which some do not listen. */
function said(all: number, deaf = 0, options: WorldOptions = {}): readonly string[] {
  const numbers = Array.from({ length: all }, (_, i) => i + 1);
  const state = world(
    [
      clientPod,
      service('web', {}),
      ...numbers.map((n) => pod(`p${n}`, 'worker', ip(n), { ports: [n <= deaf ? 9999 : 8080] })),
      slice(
        'web',
        numbers.map((n) => endpoint(ip(n), 'worker')),
      ),
    ],
    options,
  );
  return trace(ask(state, 'client', '10.96.0.20:80')).slice(3, 5);
}
const named = (...numbers: readonly number[]) =>
  numbers.map((n) => `default/p${n} (${ip(n)}:8080)`).join(', ');
const deaf = (n: number) => `default/p${n} does not listen on 8080/TCP`;
const hears = (n: number) => `default/p${n} listens on 8080/TCP`;

describe('what is said of a choice', () => {
  it('is who may get it, four by name', () => {
    assert.deepEqual(said(1), [`choice: the only one: ${named(1)}`, `listener: ${hears(1)}`]);
    assert.deepEqual(said(2), [
      `choice: one of 2 at random, each as likely: ${named(1, 2)}`,
      `listener: ${hears(1)}; ${hears(2)}`,
    ]);
    assert.equal(said(4)[0], `choice: one of 4 at random, each as likely: ${named(1, 2, 3, 4)}`);
    assert.deepEqual(said(6), [
      `choice: one of 6 at random, each as likely: ${named(1, 2, 3, 4)} and 2 more`,
      `listener: ${[1, 2, 3, 4].map(hears).join('; ')} and 2 more`,
    ]);
  });

  it('is who does not answer, if anybody does not', () => {
    assert.equal(said(3, 1)[1], `listener: ${deaf(1)}: refused`);
    assert.equal(said(5, 4)[1], `listener: ${[1, 2, 3, 4].map(deaf).join('; ')}: refused`);
    assert.equal(said(6, 5)[1], `listener: ${[1, 2, 3, 4].map(deaf).join('; ')} and 1 more: refused`);
  });

  it('is whose turn it is, where that is known', () => {
    const numbers = [1, 2];
    const state = world(
      [
        clientPod,
        service('web', {}),
        ...numbers.map((n) => pod(`p${n}`, 'worker', ip(n))),
        slice(
          'web',
          numbers.map((n) => endpoint(ip(n), 'worker')),
        ),
      ],
      { mode: 'ipvs' },
    );
    const [first] = branches(state, flow('client', '10.96.0.20:80')).branches;
    assert.equal(first?.backend.pod, 'default/p1');
    const next = trace(ask(first.state, 'client', '10.96.0.20:80'));
    assert.ok(next.includes(`choice: it is ${named(2)}`), next.join());
  });

  it('is the only one also where a scheduler takes turns', () => {
    assert.equal(said(1, 0, { mode: 'ipvs' })[0], `choice: the only one: ${named(1)}`);
  });
});

describe('where an endpoint is', () => {
  it('is said by who has its address, else by the slice', () => {
    const state = world([clientPod, service('web', {}), slice('web', [endpoint('192.0.2.42', 'worker2')])]);
    assert.deepEqual(ask(state, 'client', '10.96.0.20:80').backends, [
      { ip: '192.0.2.42', port: 8080, node: 'worker2', probability: 1 },
    ]);
  });

  it('outside the cluster does not matter to a node that is cut off', () => {
    const state = world([clientPod, service('web', {}), slice('web', [endpoint('192.0.2.42', undefined)])], {
      faults: { cutOffNodes: new Set(['worker']) },
    });
    assert.equal(told(state, 'client', '10.96.0.20:80'), 'timeout');
    assert.match(
      trace(ask(state, 'client', '10.96.0.20:80')).join('\n'),
      /192\.0\.2\.42: node worker is cut off: timeout/,
    );
    assert.equal(told(state, 'host worker2', '10.96.0.20:80'), 'reached 192.0.2.42:8080, hidden worker2');
  });

  it('may be a pod that has not started yet', () => {
    const slow = pod('slow', 'worker', ip(5), { status: { phase: 'Pending', podIP: ip(5) } });
    const answer = ask(world([clientPod, slow]), 'client', `${ip(5)}:8080`);
    assert.equal(trace(answer).at(-1), 'listener: default/slow has not started: phase Pending: refused');
  });
});

describe('a port of a node that a Service and a hostPort have', () => {
  const mapped = (hostPort: number) =>
    pod('mapped', 'worker', ip(5), { ports: [{ containerPort: 8080, hostPort }] });
  const web = service('web', {
    type: 'NodePort',
    externalIPs: ['172.18.0.3', '192.0.2.1'],
    ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
  });
  const state = (hostPort: number) =>
    world([
      clientPod,
      pod('p1', 'worker2', '10.244.2.5'),
      mapped(hostPort),
      web,
      slice('web', [endpoint('10.244.2.5', 'worker2')]),
    ]);

  it('may be the one or the other: which was there first decides', () => {
    for (const [to, hostPort, entry] of [
      ['172.18.0.3:30080', 30080, 'node port'],
      ['127.0.0.1:30080', 30080, 'node port'],
      ['172.18.0.3:80', 80, 'external IP'],
    ] as const) {
      const answer = ask(state(hostPort), 'host worker', to);
      const reason = `service default/web has ${entry} ${to}, and pod default/mapped has hostPort ${hostPort} on node worker: which one wins depends on what was there first`;
      assert.deepEqual([answer.result, answer.reason], ['unknown', reason]);
      assert.equal(trace(answer).at(-1), `destination: ${reason}`);
    }
  });

  it('is the Service’s on other nodes, and at addresses that no node has', () => {
    assert.equal(told(state(30080), 'outside', '172.18.0.4:30080'), 'reached p1, hidden worker2');
    assert.equal(told(state(80), 'client', '192.0.2.1:80'), 'reached p1, hidden worker');
    assert.equal(told(state(80), 'client', '10.96.0.20:80'), 'reached p1, kept 10.244.1.99');
  });
});

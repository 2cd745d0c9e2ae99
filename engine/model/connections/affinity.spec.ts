import assert from 'node:assert/strict';
import type { ServiceSpec } from '../../kube/index.ts';
import { branches, connect } from '../connect.ts';
import { resolve } from '../resolve.ts';
import {
  ask,
  endpoint,
  flow,
  pod,
  say,
  service,
  slice,
  trace,
  world,
  type WorldOptions,
} from '../world.spec.ts';
import { Story } from './testing.spec.ts';

const timeoutSeconds = 30;
const sticky: Partial<ServiceSpec> = {
  sessionAffinity: 'ClientIP',
  sessionAffinityConfig: { clientIP: { timeoutSeconds } },
};
const [a, b, c] = ['10.244.1.5', '10.244.2.5', '10.244.2.6'] as const;
const places = new Map([
  [a, 'worker'],
  [b, 'worker2'],
  [c, 'worker2'],
]);
const pods = [
  pod('a', 'worker', a),
  pod('b', 'worker2', b),
  pod('c', 'worker2', c),
  pod('client', 'worker', '10.244.1.9'),
  pod('neighbour', 'worker', '10.244.1.8'),
];

/** `a b!unready` */
function endpoints(text: string, ports?: Parameters<typeof slice>[2]) {
  const all = text.split(' ').filter((word) => word !== '');
  return slice(
    'web',
    all.map((word) => {
      const [name, condition] = word.split('!');
      const ip = { a, b, c }[name as 'a' | 'b' | 'c'];
      return endpoint(ip, places.get(ip), condition);
    }),
    ports,
  );
}

function start(spec: Partial<ServiceSpec> = {}, options: WorldOptions = {}, set = endpoints('a b c')): Story {
  return new Story(world([...pods, set, service('web', { ...sticky, ...spec })], options));
}

const web = '10.96.0.20:80';

for (const mode of ['iptables', 'nftables'] as const) {
  describe(`session affinity ClientIP, mode ${mode}`, () => {
    it('draws once and then stays, with exact chances for everybody who does not know where', () => {
      const story = start({}, { mode });
      assert.equal(story.remembers('client', web), 0);
      assert.equal(story.connects('client', web), 'reached a b c');
      assert.equal(story.remembers('client', web), 1);
      assert.equal(story.connects('client', web), 'reached a b c');
      assert.equal(story.remembers('neighbour', web), 0, 'another source address is another client');
    });

    it('is asked by resolve, and changed by connect alone', () => {
      const before = world([...pods, endpoints('a b c'), service('web', sticky)], { mode });
      const { state } = connect(before, flow('client', web));
      assert.equal(before.connections, undefined);
      const kept = state.connections;
      assert.equal(resolve(state, flow('client', web)).affinity?.remembered, 1);
      assert.equal(state.connections, kept);
      assert.equal(ask(before, 'client', web).affinity?.remembered, 0);
    });

    it('comes to the same endpoint in every way that the first connection may have gone', () => {
      const { state } = start({}, { mode });
      const first = branches(state, flow('client', web)).branches;
      assert.deepEqual(
        first.map(({ backend }) => backend.pod),
        ['default/a', 'default/b', 'default/c'],
      );
      for (const { backend, state: next } of first) {
        assert.equal(
          say(resolve(next, flow('client', web))).split(',')[0],
          `reached ${backend.pod?.slice(8)}`,
        );
      }
    });

    it('draws anew where its endpoint leaves, and only there', () => {
      const story = start({}, { mode });
      story.connects('client', web);
      story.put(endpoints('b c'));
      assert.ok(Math.abs((story.remembers('client', web) ?? 0) - 2 / 3) < 1e-12);
      assert.equal(story.connects('client', web), 'reached b c');
      // Whoever was at a is recorded where it went then, and stays there when a is back.
      story.put(endpoints('a b c'));
      assert.equal(story.connects('client', web), 'reached b c');
    });

    it('forgets an endpoint that left and came back, though nobody connected meanwhile', () => {
      const story = start({}, { mode }, endpoints('a'));
      assert.equal(story.connects('client', web), 'reached a');
      story.put(endpoints('a!unready b'));
      story.put(endpoints('a b'));
      assert.equal(story.remembers('client', web), 0);
      assert.equal(story.connects('client', web), 'reached a b');
    });

    it('keeps who was at an endpoint that stays', () => {
      const story = start({}, { mode }, endpoints('a'));
      story.connects('client', web);
      story.put(endpoints('a b c'));
      assert.equal(story.connects('client', web), 'reached a');
      assert.equal(story.connects('neighbour', web), 'reached a b c');
    });

    it('keeps to the timeout from the last connection, not from the first', () => {
      const story = start({}, { mode }, endpoints('a'));
      story.connects('client', web);
      story.put(endpoints('a b'));
      for (let round = 0; round < 5; round++) {
        story.pass(timeoutSeconds - 1);
        assert.equal(story.connects('client', web), 'reached a');
      }
      story.pass(timeoutSeconds + 1);
      assert.equal(story.remembers('client', web), 0);
      assert.equal(story.connects('client', web), 'reached a b');
    });

    it(`${mode === 'iptables' ? 'still' : 'no longer'} remembers when exactly the timeout has passed`, () => {
      const story = start({}, { mode }, endpoints('a'));
      story.connects('client', web);
      story.put(endpoints('a b'));
      story.pass(timeoutSeconds);
      assert.equal(story.remembers('client', web), mode === 'iptables' ? 1 : 0);
      story.pass(0.001);
      assert.equal(story.remembers('client', web), 0);
    });

    it('is not touched by connections that are only asked about', () => {
      const story = start({}, { mode }, endpoints('a'));
      story.connects('client', web);
      story.put(endpoints('a b'));
      story.pass(timeoutSeconds - 1);
      story.wouldConnect('client', web);
      story.pass(timeoutSeconds - 1);
      assert.equal(story.remembers('client', web), 0);
    });

    it('shares one record between all addresses of a service port', () => {
      const ports = [{ port: 80, targetPort: 8080, nodePort: 30080 }];
      const story = start({ type: 'NodePort', ports, externalIPs: ['192.0.2.80'] }, { mode }, endpoints('b'));
      story.connects('host worker', web);
      story.put(endpoints('a b c'));
      assert.equal(story.connects('host worker', web), 'reached b');
      assert.equal(story.connects('host worker', '192.0.2.80:80'), 'reached b');
      assert.equal(story.connects('host worker', 'node/worker:30080'), 'reached b');
    });

    it('has a record for each port and protocol', () => {
      const ports = [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'admin', port: 81, targetPort: 8080 },
        { name: 'dns', port: 80, targetPort: 8080, protocol: 'UDP' as const },
      ];
      const of = (text: string) =>
        endpoints(text, [
          { name: 'http', port: 8080, protocol: 'TCP' },
          { name: 'admin', port: 8080, protocol: 'TCP' },
          { name: 'dns', port: 8080, protocol: 'UDP' },
        ]);
      const story = start({ ports }, { mode }, of('a'));
      story.connects('client', web);
      story.put(of('a b'));
      assert.equal(story.remembers('client', web), 1);
      assert.equal(story.remembers('client', '10.96.0.20:81'), 0);
      assert.equal(story.remembers('client', web, 'UDP'), 0);
    });

    it('has a record on each node: a client that changes nodes is new there', () => {
      const ports = [{ port: 80, targetPort: 8080, nodePort: 30080 }];
      const story = start({ type: 'NodePort', ports }, { mode }, endpoints('a'));
      story.connects('outside', 'node/worker:30080');
      story.put(endpoints('a b'));
      assert.equal(story.remembers('outside', 'node/worker:30080'), 1);
      assert.equal(story.remembers('outside', 'node/worker2:30080'), 0);
    });

    it('takes for a client who it sees: pods behind the address of their node are one', () => {
      const ports = [{ port: 80, targetPort: 8080, nodePort: 30080 }];
      const story = start({ type: 'NodePort', ports }, { mode });
      story.connects('client', 'node/worker2:30080');
      assert.equal(ask(story.state, 'neighbour', 'node/worker2:30080').affinity?.client, '172.18.0.3');
      assert.equal(story.remembers('neighbour', 'node/worker2:30080'), 1);
      assert.equal(story.remembers('neighbour', 'node/worker:30080'), 0);
    });

    it('is keyed by the source before the deciding node masquerades it', () => {
      const ports = [{ port: 80, targetPort: 8080, nodePort: 30080 }];
      const story = start({ type: 'NodePort', ports }, { mode });
      story.connects('outside 203.0.113.9', 'node/worker:30080');
      assert.equal(story.remembers('outside 203.0.113.9', 'node/worker:30080'), 1);
      assert.equal(story.remembers('outside 203.0.113.10', 'node/worker:30080'), 0);
    });

    it('counts only endpoints that the policy of the packet allows, and the first of several', () => {
      const ports = [{ port: 80, targetPort: 8080, nodePort: 30080 }];
      const external = { type: 'NodePort' as const, ports, externalTrafficPolicy: 'Local' as const };
      const story = start(external, { mode }, endpoints('b'));
      // The client binds its address on the host: to the cluster IP it may use all, to the node port what is local.
      assert.equal(story.connects('outside 203.0.113.9 via worker', web), 'reached b');
      story.put(endpoints('a b'));
      assert.equal(story.connects('outside 203.0.113.9 via worker', web), 'reached b');
      assert.equal(story.connects('outside', 'node/worker:30080'), 'reached a', 'b is not local there');
      // Now both have seen it, and rules ask endpoints in the order of their addresses.
      assert.equal(story.connects('outside 203.0.113.9 via worker', web), 'reached a');
    });

    it('beats hints only while the endpoint is among the hinted ones', () => {
      const hinted = (zones: string, ...names: ('a' | 'b')[]) =>
        slice(
          'web',
          names.map((name) => endpoint({ a, b }[name], places.get({ a, b }[name]), `ready ${zones}`)),
        );
      const zone = 'topology.kubernetes.io/zone';
      const story = start({}, { mode, nodeLabels: { worker: { [zone]: 'one' } } }, hinted('', 'a', 'b'));
      story.connects('client', web);
      story.put(
        slice('web', [endpoint(a, 'worker', 'ready zone:two'), endpoint(b, 'worker2', 'ready zone:one')]),
      );
      assert.equal(story.connects('client', web), 'reached b');
      story.put(hinted('', 'a', 'b'));
      assert.equal(story.connects('client', web), 'reached b', 'who was at a has gone over to b for good');
    });

    it('holds for a pod that comes to itself', () => {
      const story = start({}, { mode }, endpoints('a'));
      story.connects('a', web);
      story.put(endpoints('a b'));
      const answer = ask(story.state, 'a', web);
      assert.equal(say(answer), 'reached a, hidden worker');
    });

    it('pins a client to an endpoint that does not listen, like any other', () => {
      const deaf = pod('b', 'worker2', b, { ports: [9] });
      const story = new Story(
        world([pods[0]!, deaf, pods[3]!, endpoints('b'), service('web', sticky)], { mode }),
      );
      assert.equal(story.connects('client', web), 'refused');
      story.put(endpoints('a b'));
      assert.equal(story.connects('client', web), 'refused');
    });

    it('forgets all when switched off, and starts anew when switched on', () => {
      const story = start({}, { mode }, endpoints('a'));
      story.connects('client', web);
      story.put(endpoints('a b'));
      story.put(service('web', { sessionAffinity: 'None' }));
      assert.equal(story.remembers('client', web), undefined);
      assert.equal(story.connects('client', web), 'reached a b');
      story.put(service('web', sticky));
      assert.equal(story.remembers('client', web), 0);
    });

    it('forgets with the Service', () => {
      const story = start({}, { mode }, endpoints('a'));
      story.connects('client', web);
      story.remove(service('web', sticky));
      story.put(endpoints('a b'), service('web', sticky));
      assert.equal(story.remembers('client', web), 0);
    });

    it('forgets on a node that is off, and on no other', () => {
      const story = start({}, { mode }, endpoints('b'));
      story.connects('client', web);
      story.connects('host worker2', web);
      story.put(endpoints('b c'));
      const { faults } = story.state;
      story.change({ faults: { ...faults, stoppedNodes: new Set(['worker']) } });
      story.change({ faults });
      assert.equal(story.remembers('client', web), 0);
      assert.equal(story.remembers('host worker2', web), 1);
    });

    it('is kept by a proxy that is stopped: its rules stay', () => {
      const story = start({}, { mode }, endpoints('a'));
      story.connects('client', web);
      const stale = new Map([['worker', story.state.objects]]);
      story.change({ faults: { ...story.state.faults, staleProxies: stale } });
      story.put(endpoints('b'));
      assert.equal(story.connects('client', web), 'reached a');
      story.change({ faults: { ...story.state.faults, staleProxies: new Map() } });
      assert.equal(story.connects('client', web), 'reached b');
    });

    it('leaves nothing where nothing is chosen', () => {
      const story = start({}, { mode }, endpoints(''));
      assert.equal(story.connects('client', web), 'refused');
      assert.equal(story.state.connections, undefined);
    });

    it('says in the trace who is remembered, and the field that makes it so', () => {
      const story = start({}, { mode });
      const before = ask(story.state, 'client', web);
      assert.match(
        trace(before).join('\n'),
        /affinity: session affinity ClientIP: node worker does not remember 10\.244\.1\.9; it stays where it comes to until 30 s have passed without a new connection\nchoice: /,
      );
      const step = before.trace.find(({ rule }) => rule === 'affinity');
      assert.equal(step?.from?.file, 'test.yaml#spec.sessionAffinity');
      story.connects('client', web);
      assert.match(
        trace(ask(story.state, 'client', web)).join('\n'),
        /affinity: .* remembers 10\.244\.1\.9, which/,
      );
      story.put(endpoints('b c'));
      assert.match(
        trace(ask(story.state, 'client', web)).join('\n'),
        /with a chance of 2\/3, .*\nchoice: one of 2: 1\/2 default\/b \(10\.244\.2\.5:8080\), 1\/2 default\/c/,
      );
    });
  });
}

describe('a timeout that is changed', () => {
  const short = { ...sticky, sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } } };

  it('counts at once in iptables mode, which asks for an age', () => {
    const story = start({}, {}, endpoints('a'));
    story.connects('client', web);
    story.put(endpoints('a b'), service('web', short));
    story.pass(6);
    assert.equal(story.remembers('client', web), 0);
  });

  it('counts from the next connection in nftables mode, whose elements carry their end', () => {
    const story = start({}, { mode: 'nftables' }, endpoints('a'));
    story.connects('client', web);
    story.put(endpoints('a b'), service('web', short));
    story.pass(6);
    assert.equal(story.remembers('client', web), 1);
    story.connects('client', web);
    story.pass(6);
    assert.equal(story.remembers('client', web), 0);
  });

  it('is three hours where nobody says', () => {
    const story = start({ sessionAffinityConfig: {} }, {}, endpoints('a'));
    assert.equal(ask(story.state, 'client', web).affinity?.timeoutSeconds, 10800);
  });
});

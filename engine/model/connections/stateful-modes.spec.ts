import assert from 'node:assert/strict';
import type { ServiceSpec } from '../../kube/index.ts';
import { branches, connect } from '../connect.ts';
import { resolve } from '../resolve.ts';
import {
  ask,
  endpoint,
  endpoints as endpointsObject,
  flow,
  pod,
  say,
  service,
  slice,
  trace,
  world,
  type WorldOptions,
} from '../world.spec.ts';
import type { State } from '../state.ts';
import { Story } from './testing.spec.ts';

const [a, b, c] = ['10.244.1.5', '10.244.2.5', '10.244.2.6'] as const;
const places = { a: [a, 'worker'], b: [b, 'worker2'], c: [c, 'worker2'] } as const;
const pods = [
  pod('a', 'worker', a),
  pod('b', 'worker2', b),
  pod('c', 'worker2', c),
  pod('client', 'worker', '10.244.1.9'),
  pod('neighbour', 'worker', '10.244.1.8'),
  pod('far', 'worker2', '10.244.2.9'),
];
const web = '10.96.0.20:80';
const nodePort = { type: 'NodePort' as const, ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] };
const sticky: Partial<ServiceSpec> = {
  sessionAffinity: 'ClientIP',
  sessionAffinityConfig: { clientIP: { timeoutSeconds: 300 } },
};

/** What controllers write of `a b`: a slice, and the object that userspace reads. */
function endpoints(text: string) {
  const named = text
    .split(' ')
    .filter((word) => word !== '')
    .map((name) => places[name as 'a' | 'b' | 'c']);
  return [
    slice(
      'web',
      named.map(([ip, node]) => endpoint(ip, node)),
    ),
    endpointsObject(
      'web',
      named.map(([ip, nodeName]) => ({ ip, nodeName })),
    ),
  ];
}

function start(options: WorldOptions, spec: Partial<ServiceSpec> = {}, set = 'a b c'): Story {
  return new Story(world([...pods, ...endpoints(set), service('web', { ...spec })], options));
}

const ipvs = (ipvsScheduler: string): WorldOptions => ({ mode: 'ipvs', proxy: { ipvsScheduler } });
const userspace: WorldOptions = { mode: 'userspace', minor: 25 };

/** The pods along one of the ways that connections may go. */
function oneWay(state: State, from: string, to: string, times: number): string {
  const pods: string[] = [];
  let now = state;
  for (let turn = 0; turn < times; turn++) {
    const [first] = branches(now, flow(from, to)).branches;
    assert.ok(first);
    pods.push(first.backend.pod?.slice(8) ?? '');
    now = first.state;
  }
  return pods.join('');
}

for (const [name, options] of [
  ['ipvs with rr', ipvs('rr')],
  ['userspace', userspace],
] as const) {
  describe(`turns in ${name}`, () => {
    it('come in an order that nobody knows, each endpoint once before any comes again', () => {
      const story = start(options);
      assert.equal(story.connects('client', web), 'reached a b c');
      assert.equal(story.connects('client', web), 'reached a b c');
      const way = oneWay(story.state, 'client', web, 9);
      const [round] = /^(...)\1\1$/.exec(way) ?? [];
      assert.ok(round, way);
      assert.equal(new Set(way.slice(0, 3)).size, 3);
    });

    it('are shared by all clients of a node, and by no other node', () => {
      const { state } = start(options);
      const [first] = branches(state, flow('client', web)).branches;
      assert.ok(first);
      const at = (from: string): string => say(resolve(first.state, flow(from, web))).split(',')[0] ?? '';
      assert.equal(at('neighbour'), 'reached b c');
      assert.equal(at('far'), 'reached a b c');
    });

    it('say who keeps count', () => {
      const { state } = start(options);
      const scheduler = { name: name === 'userspace' ? 'round robin' : 'rr', node: 'worker' };
      assert.deepEqual(ask(state, 'client', web).scheduler, scheduler);
      assert.deepEqual(connect(state, flow('client', web)).answer.scheduler, scheduler);
      const [first] = branches(state, flow('client', web)).branches;
      const next = resolve(first?.state ?? state, flow('client', web));
      assert.match(
        trace(next).join('\n'),
        /choice: one of 2: 1\/2 default\/b \(10\.244\.2\.5:8080\), 1\/2 default\/c/,
      );
    });

    it('begin anew with the Service', () => {
      const story = start(options);
      story.state = branches(story.state, flow('client', web)).branches[0]!.state;
      assert.equal(story.wouldConnect('client', web), 'reached b c');
      story.remove(service('web', {}));
      story.put(service('web', {}));
      assert.equal(story.wouldConnect('client', web), 'reached a b c');
    });
  });
}

describe('turns in userspace', () => {
  it('begin anew with every change of endpoints, in a new order', () => {
    const story = start(userspace);
    story.state = branches(story.state, flow('client', web)).branches[0]!.state;
    assert.equal(story.wouldConnect('client', web), 'reached b c');
    story.put(...endpoints('a b'));
    assert.equal(story.wouldConnect('client', web), 'reached a b');
    story.state = branches(story.state, flow('client', web)).branches[0]!.state;
    story.put(...endpoints('a b'));
    assert.equal(story.wouldConnect('client', web), 'reached b', 'the same endpoints are no change');
  });

  it('are one for all addresses of a port', () => {
    const story = start(userspace, nodePort);
    story.state = branches(story.state, flow('host worker', web)).branches[0]!.state;
    assert.equal(story.wouldConnect('host worker', 'node/worker:30080'), 'reached b c');
  });

  it('are lost where the proxy had to dial on', () => {
    const deaf = pod('a', 'worker', a, { ports: [9] });
    const state = world([deaf, ...pods.slice(1), ...endpoints('a b c'), service('web', {})], userspace);
    const story = new Story(state);
    assert.equal(story.connects('client', web), 'reached b c');
    assert.equal(story.connects('client', web), 'reached b c');
  });
});

describe('turns in ipvs', () => {
  it('are kept for each address by itself', () => {
    const story = start(ipvs('rr'), nodePort);
    story.state = branches(story.state, flow('host worker', web)).branches[0]!.state;
    assert.equal(story.wouldConnect('host worker', web), 'reached b c');
    assert.equal(story.wouldConnect('host worker', 'node/worker:30080'), 'reached a b c');
  });

  it('go on when an endpoint leaves, and new ones come first', () => {
    const story = start(ipvs('rr'), {}, 'a');
    story.connects('client', web);
    story.put(...endpoints('a b'));
    assert.equal(story.connects('client', web), 'reached b');
    assert.equal(story.connects('client', web), 'reached a');
    story.put(...endpoints('a b c'));
    for (const next of ['c', 'b', 'a', 'c']) assert.equal(story.connects('client', web), `reached ${next}`);
    story.put(...endpoints('a c'));
    assert.equal(story.connects('client', web), 'reached a');
    assert.equal(story.connects('client', web), 'reached c');
  });

  it('follow the set of the policy', () => {
    const story = start(ipvs('rr'), { internalTrafficPolicy: 'Local' }, 'a');
    story.connects('client', web);
    story.put(...endpoints('a b c'));
    assert.equal(story.connects('client', web), 'reached a');
  });

  it('refuse a client of sh whose endpoint only finishes what it has', () => {
    const story = start(ipvs('sh'), {}, 'a');
    story.connects('client', web);
    story.put(...endpoints('a b'));
    // Two in a row: b, a. The client has one of them for good.
    const own = story.connects('client', web).slice(8);
    story.put(...endpoints(own === 'a' ? 'b' : 'a'));
    assert.equal(story.connects('client', web), 'refused');
    story.pass(120);
    assert.equal(story.connects('client', web), `reached ${own === 'a' ? 'b' : 'a'}`);
  });

  it('send all clients of dh to one', () => {
    const { state } = start(ipvs('dh'));
    assert.match(oneWay(state, 'client', web, 5), /^(.)\1*$/);
    const [first] = branches(state, flow('client', web)).branches;
    assert.equal(say(resolve(first!.state, flow('neighbour', web))).split(',')[0], 'reached a');
  });

  it('are drawn anew by mh', () => {
    const { state } = start(ipvs('mh'));
    const { state: next, answer } = connect(state, flow('client', web));
    assert.equal(next, state);
    assert.equal(say(answer).split(',')[0], 'reached a b c');
  });
});

describe('session affinity in ipvs', () => {
  it('keeps a client of one address, and takes no turn for it', () => {
    const story = start(ipvs('rr'), { ...sticky, ...nodePort });
    story.state = branches(story.state, flow('host worker', web)).branches[0]!.state;
    for (let turn = 0; turn < 3; turn++) assert.equal(story.connects('host worker', web), 'reached a');
    assert.equal(story.wouldConnect('client', web), 'reached b c', 'the next one in turn is somebody else');
    assert.equal(story.remembers('host worker', 'node/worker:30080'), 0, 'another address, another record');
  });

  it('forgets when the timeout has passed, to the second', () => {
    const story = start(ipvs('rr'), sticky, 'a');
    story.connects('client', web);
    story.put(...endpoints('a b'));
    story.pass(299);
    assert.equal(story.remembers('client', web), 1);
    story.pass(1);
    assert.equal(story.remembers('client', web), 0);
  });

  it('remembers for as long as the kernel keeps the connection itself, looked at once a minute', () => {
    const short = { ...sticky, sessionAffinityConfig: { clientIP: { timeoutSeconds: 10 } } };
    const story = start(ipvs('rr'), short, 'a');
    story.connects('client', web);
    story.put(...endpoints('a b'));
    story.pass(129);
    assert.equal(story.remembers('client', web), 1);
    story.pass(1);
    assert.equal(story.remembers('client', web), 0);
  });

  it('draws anew where the endpoint is gone, and only then forgets it', () => {
    const story = start(ipvs('rr'), sticky, 'a');
    story.connects('client', web);
    story.put(...endpoints('b'));
    story.put(...endpoints('a b'));
    assert.equal(story.wouldConnect('client', web), 'reached a', 'nobody asked meanwhile');
    story.put(...endpoints('b'));
    assert.equal(story.connects('client', web), 'reached b');
    story.put(...endpoints('a b'));
    assert.equal(story.connects('client', web), 'reached b');
  });
});

describe('session affinity in userspace', () => {
  it('keeps a client of a port, whatever the address, and takes no turn for it', () => {
    const story = start(userspace, { ...sticky, ...nodePort });
    story.state = branches(story.state, flow('host worker', web)).branches[0]!.state;
    assert.equal(story.connects('host worker', 'node/worker:30080'), 'reached a');
    assert.equal(story.wouldConnect('client', web), 'reached b c');
  });

  it('ends at the timeout, strictly', () => {
    const story = start(userspace, sticky);
    story.connects('client', web);
    story.pass(299);
    assert.equal(story.connects('client', web), 'reached a b c');
    assert.equal(story.remembers('client', web), 1);
    story.pass(300);
    assert.equal(story.remembers('client', web), 0);
  });

  it('is forgotten with the endpoint, and not by being switched off for a while', () => {
    const story = start(userspace, sticky);
    story.state = branches(story.state, flow('client', web)).branches[0]!.state;
    story.put(service('web', {}));
    assert.equal(story.remembers('client', web), undefined);
    story.put(service('web', sticky));
    assert.equal(story.wouldConnect('client', web), 'reached a');
    story.put(...endpoints('b c'));
    story.put(...endpoints('a b c'));
    assert.equal(story.remembers('client', web), 0);
  });

  it('records where a client arrives after dialling on', () => {
    const deaf = pod('a', 'worker', a, { ports: [9] });
    const state = world([deaf, ...pods.slice(1), ...endpoints('a b'), service('web', sticky)], userspace);
    const story = new Story(state);
    assert.equal(story.connects('client', web), 'reached b');
    assert.equal(story.remembers('client', web), 1);
  });
});

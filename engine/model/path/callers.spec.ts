import assert from 'node:assert/strict';
import { UserError } from '../../errors/index.ts';
import { resolve, resolveAll } from '../resolve.ts';
import { ask, endpoint, flow, pod, service, slice, told, world, type From } from '../world.spec.ts';

const objects = [
  pod('client', 'worker', '10.244.1.9'),
  pod('shop/client-2', 'worker', '10.244.1.10'),
  pod('shop/web', 'worker', '10.244.1.11'),
  pod('done', 'worker', '10.244.1.12', { status: { phase: 'Succeeded', podIP: '10.244.1.12' } }),
  pod('stuck', 'worker', '', { status: { phase: 'Pending', reason: 'Unschedulable' } }),
  pod('lost', 'nowhere', '10.244.1.13'),
  service('web', { clusterIP: '10.96.0.20' }),
  slice('web', [endpoint('10.244.1.9', 'worker')]),
  service('shop/web', {
    clusterIP: '10.96.0.30',
    ports: [
      { name: 'http', port: 80 },
      { name: 'admin', port: 81 },
    ],
  }),
  service('shop/db', { clusterIP: 'None' }),
  service('shop/orders', { clusterIP: '10.96.0.31' }),
  service('shop/away', { type: 'ExternalName', clusterIP: '', externalName: 'db.example.com' }),
];
const state = world(objects);

function error(from: From, to: string): string {
  try {
    resolve(state, flow(from, to));
  } catch (error) {
    assert.ok(error instanceof UserError);
    const [problem] = error.problems;
    return [problem?.what, problem?.found, problem?.expected, problem?.hint]
      .filter((text) => text !== undefined)
      .join(' | ');
  }
  return 'no error';
}

describe('a flow that cannot be asked', () => {
  const nodes = 'control-plane, worker, worker2, worker3';
  const rows: readonly (readonly [From, string, string])[] = [
    ['clint', '10.96.0.20:80', 'no pod "clint" in namespace "default" | did you mean "client"?'],
    ['client-2', '10.96.0.20:80', 'there is no pod "client-2" in namespace "default" | "shop/client-2"'],
    [
      'done',
      '10.96.0.20:80',
      "pod default/done can't be a client: it does not run | phase Succeeded | phase Running and an address",
    ],
    [
      'stuck',
      '10.96.0.20:80',
      "pod default/stuck can't be a client: it does not run | phase Pending (Unschedulable) | phase Running and an address",
    ],
    [
      'lost',
      '10.96.0.20:80',
      "pod default/lost can't be a client: it does not run | no such node | phase Running and an address",
    ],
    ['host wroker', '10.96.0.20:80', `there is no node "wroker" | ${nodes} | "worker"`],
    ['host worker here', '10.96.0.20:80', 'source is no address | here | an IPv4 or IPv6 address'],
    ['outside nowhere', '10.96.0.20:80', 'client outside is no address | nowhere | an IPv4 or IPv6 address'],
    ['outside 203.0.113.9 via far', '10.96.0.20:80', `there is no node "far" | ${nodes}`],
    ['client', 'node/worker9:80', `there is no node "worker9" | ${nodes} | "worker"`],
    ['client', 'pod/shop/wbe:80', 'no pod "wbe" in namespace "shop" | did you mean "web"?'],
    ['client', 'pod/stuck:80', 'pod default/stuck has no address'],
    ['client', 'service/nobody:80', 'there is no service "nobody" in namespace "default"'],
    ['client', 'service/db:80', 'there is no service "db" in namespace "default" | service/shop/db'],
    ['client', 'service/order:80', 'there is no service "order" in namespace "default"'],
    [
      'client',
      'service/shop/order:80',
      'there is no service "order" in namespace "shop" | service/shop/orders',
    ],
    ['shop/client-2', 'service/nobody:80', 'there is no service "nobody" in namespace "shop"'],
    ['host worker', 'pod/nobody:80', 'no pod "nobody" in namespace "default"'],
    ['client', 'service/web:http', 'service default/web has no port named "http" | 80/TCP'],
    ['client', 'service/shop/webb:80', 'there is no service "webb" in namespace "shop" | service/shop/web'],
    [
      'client',
      'service/shop/db:80',
      'service shop/db has no cluster IP: it is headless | "db.shop:PORT" dials its pods, on the port that they listen on',
    ],
    [
      'client',
      'service/shop/away:80',
      'service shop/away has no cluster IP: it is an alias of db.example.com | "away.shop:PORT" asks for its name',
    ],
    [
      'client',
      'service/shop/web',
      'destination "service/shop/web" has no port, and service shop/web has 2 | one of http 80/TCP, admin 81/TCP',
    ],
    [
      'client',
      'service/shop/web:htp',
      'service shop/web has no port named "htp" | http 80/TCP, admin 81/TCP | "http"',
    ],
    [
      'client',
      'nonsense',
      'destination "nonsense": it has no port | nonsense | ADDRESS:PORT, [ADDRESS6]:PORT, NAME:PORT, service/[NS/]NAME:PORT, node/NAME:PORT, pod/[NS/]NAME:PORT, http://... | nonsense:80',
    ],
  ];
  for (const [from, to, expected] of rows) {
    it(`${JSON.stringify(from)} -> ${to}`, () => assert.equal(error(from, to), expected));
  }

  it('leaves the others alone', () => {
    const answers = resolveAll(state, [flow('nobody', 'web:80'), { ...flow('client', 'web:80'), id: 'b' }]);
    assert.equal(Array.isArray(answers[0]) && answers[0][0].what, 'no pod "nobody" in namespace "default"');
    assert.deepEqual(answers[1] && 'result' in answers[1] && [answers[1].id, answers[1].result], [
      'b',
      'reached',
    ]);
  });
});

describe('what a destination stands for', () => {
  it('is the same in all its forms', () => {
    for (const to of [
      '10.96.0.20:80',
      '010.96.0.020:80',
      'service/web',
      'service/web:80',
      'svc/default/web:80',
      'http://web',
      'web.default:80',
    ]) {
      assert.equal(told(state, 'client', to), 'reached client, hidden worker', to);
    }
    assert.equal(told(state, 'host worker2', 'pod/client:8080'), 'reached client, kept 172.18.0.4');
    assert.equal(
      told(state, 'host worker2', 'node/worker:10250'),
      'reached 172.18.0.3:10250, kept 172.18.0.4',
    );
  });

  it("without a namespace is in the client's own, then in default", () => {
    assert.match(
      ask(state, 'shop/client-2', 'service/web:http').trace[1]?.decision ?? '',
      /of service shop\/web, port http$/,
    );
    assert.match(ask(state, 'client', 'service/web:80').trace[1]?.decision ?? '', /of service default\/web$/);
    const alone = world(
      objects.filter(({ object }) => object.metadata.namespace !== 'shop' || object.kind === 'Pod'),
    );
    assert.match(
      ask(alone, 'shop/client-2', 'service/web:80').trace[1]?.decision ?? '',
      /of service default\/web$/,
    );
    assert.equal(told(state, 'shop/client-2', 'pod/web:8080'), 'reached shop/web, kept 10.244.1.10');
    assert.equal(told(state, 'shop/client-2', 'pod/client:8080'), 'reached client, kept 10.244.1.10');
  });

  it('may be a port that the Service does not have: the rules decide', () => {
    assert.equal(told(state, 'client', 'service/web:99'), 'unhandled');
  });
});

describe('where a client outside comes in', () => {
  const external = world([
    ...objects.slice(0, 3),
    slice('web', [endpoint('10.244.1.9', 'worker')]),
    service('web', { externalIPs: ['192.0.2.1'], externalTrafficPolicy: 'Local' }),
  ]);
  it('is the node it dials, else the one that is named, else the first worker', () => {
    assert.equal(told(external, 'outside', '192.0.2.1:80'), 'reached client, kept 203.0.113.9');
    assert.equal(told(external, 'outside 203.0.113.9 via worker2', '192.0.2.1:80'), 'timeout');
    const words = (from: From, to: string) =>
      ask(external, from, to).trace.find(({ rule }) => rule === 'client')?.decision;
    assert.equal(
      words('outside', '192.0.2.1:80'),
      'outside, 203.0.113.9 -> 192.0.2.1:80 TCP, arrives at node worker',
    );
    assert.equal(
      words('outside 203.0.113.9 via worker2', 'node/worker3:1'),
      'outside, 203.0.113.9 -> 172.18.0.5:1 TCP, arrives at node worker3',
    );
  });
});

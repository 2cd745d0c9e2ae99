import assert from 'node:assert/strict';
import { lookup } from '../lookup.ts';
import { resolve } from '../resolve.ts';
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

/** kubernetes/dns specification 1.1.0 as CoreDNS answers it; e2e dns.go. */

const hostname = (ip: string, name: string) => ({ ...endpoint(ip, 'worker'), hostname: name });
const objects = [
  service('web', {}),
  slice('web', []),
  service('shop/db', { clusterIP: 'None', ports: [{ name: 'pg', port: 5432 }] }),
  slice(
    'shop/db',
    [
      hostname('10.244.1.5', 'db-0'),
      endpoint('10.244.2.5', 'worker2'),
      endpoint('10.244.3.5', 'worker3', 'unready'),
      endpoint('10.244.3.6', 'worker3', 'terminating'),
    ],
    [{ name: 'pg', port: 5432 }],
  ),
  slice('shop/db', [endpoint('10.244.1.5', 'worker'), endpoint('10.244.3.7', 'worker3', 'bare')], [], 'b'),
  service('shop/empty', { clusterIP: 'None' }),
  slice('shop/empty', [endpoint('10.244.3.5', 'worker3', 'unready')]),
  service('shop/away', { type: 'ExternalName', clusterIP: '', externalName: 'db.example.com.' }),
  service('shop/alias', {
    type: 'ExternalName',
    clusterIP: '',
    externalName: 'web.default.svc.cluster.local',
  }),
  service('shop/chain', {
    type: 'ExternalName',
    clusterIP: '',
    externalName: 'alias.shop.svc.cluster.local',
  }),
  service('shop/loop', { type: 'ExternalName', clusterIP: '', externalName: 'loop.shop.svc.cluster.local' }),
  service('shop/lost', { type: 'ExternalName', clusterIP: '', externalName: 'gone.shop.svc.cluster.local' }),
  service('shop/text', { type: 'ExternalName', clusterIP: '', externalName: '192.0.2.7' }),
  service('shop/web', { clusterIP: '10.96.0.30', ports: [{ name: 'http', port: 80 }] }),
  pod('client', 'worker', '10.244.1.9'),
  pod('shop/client', 'worker2', '10.244.2.9'),
  pod('shop/plain', 'worker2', '10.244.2.10', { spec: { dnsPolicy: 'Default' } }),
  pod('db-0', 'worker', '10.244.1.5', { ports: [5432] }),
  pod('db-1', 'worker2', '10.244.2.5', { ports: [5432] }),
  pod('db-2', 'worker3', '10.244.3.7', { ports: [5432] }),
];
const state = (options: WorldOptions = {}) => world(objects, options);

function of(from: string, name: string, options: WorldOptions = {}): string {
  const answer = lookup(state(options), flow(from, '').from, name);
  if (answer.kind === 'addresses') return answer.addresses.join(' ');
  return answer.kind === 'alias' ? `alias of ${answer.target}` : answer.kind;
}

describe('names that a pod asks for', () => {
  const rows: readonly (readonly [from: string, name: string, expected: string])[] = [
    ['client', 'web', '10.96.0.20'],
    ['shop/client', 'web', '10.96.0.30'],
    ['client', 'web.default', '10.96.0.20'],
    ['client', 'web.shop', '10.96.0.30'],
    ['client', 'web.shop.svc', '10.96.0.30'],
    ['client', 'web.shop.svc.cluster.local', '10.96.0.30'],
    ['client', 'web.shop.svc.cluster.local.', '10.96.0.30'],
    ['client', 'WEB.Shop.SVC', '10.96.0.30'],
    ['client', 'web.', 'no-name'],
    ['client', 'web.shop.', 'no-name'],
    ['client', 'web.shop.svc.', 'no-name'],
    ['client', 'web.nowhere', 'no-name'],
    ['client', 'nobody', 'no-name'],
    ['client', 'shop', 'no-name'],
    ['client', 'svc.cluster.local', 'no-name'],
    ['client', 'foo.cluster.local', 'no-name'],
    ['client', 'db', 'no-name'],
    ['client', 'db.shop', '10.244.1.5 10.244.2.5 10.244.3.7'],
    ['shop/client', 'db', '10.244.1.5 10.244.2.5 10.244.3.7'],
    ['client', 'empty.shop', 'no-name'],
    ['client', 'db-0.db.shop', '10.244.1.5'],
    ['client', '10-244-2-5.db.shop', '10.244.2.5'],
    ['client', '10-244-1-5.db.shop.svc.cluster.local', '10.244.1.5'],
    ['client', '10-244-3-5.db.shop', 'no-name'],
    ['client', 'db-9.db.shop', 'no-name'],
    ['client', 'a.b.c.db.shop.svc.cluster.local', 'no-name'],
    ['client', '_http._tcp.web.shop.svc.cluster.local', '10.96.0.30'],
    ['client', 'http.tcp.web.shop', '10.96.0.30'],
    ['client', '_http._udp.web.shop.svc.cluster.local', 'no-name'],
    ['client', '_pg._tcp.db.shop.svc.cluster.local', '10.244.1.5 10.244.2.5'],
    ['client', '_pg._udp.db.shop.svc.cluster.local', 'no-name'],
    ['client', '10-244-9-9.shop.pod.cluster.local', '10.244.9.9'],
    ['client', 'nothing.shop.pod.cluster.local', 'no-name'],
    ['client', '10-244-9-9.nowhere.pod.cluster.local', 'no-name'],
    ['client', 'away.shop', 'alias of db.example.com'],
    ['client', 'alias.shop', '10.96.0.20'],
    ['client', 'chain.shop', '10.96.0.20'],
    ['client', 'loop.shop', 'no-name'],
    ['client', 'lost.shop', 'no-name'],
    ['client', 'text.shop', 'no-name'],
    ['client', 'below.away.shop', 'no-name'],
    ['client', 'localhost', '127.0.0.1'],
    ['client', 'worker2', '172.18.0.4'],
    ['client', 'example.com', 'outside'],
    ['client', 'web.svc', 'no-name'],
  ];
  for (const [from, name, expected] of rows) {
    it(`${from}: ${name} is ${expected}`, () => assert.equal(of(from, name), expected));
  }

  it('count as outside only where no namespace has that ending', () => {
    assert.equal(of('client', 'github.com'), 'outside');
    const captured = world([...objects, service('com/github', { clusterIP: '10.96.0.77' })]);
    const answer = lookup(captured, { pod: 'client' }, 'github.com');
    assert.deepEqual(answer.kind === 'addresses' && answer.addresses, ['10.96.0.77']);
    assert.equal(lookup(captured, { pod: 'client' }, 'gitlab.com').kind, 'no-name');
  });

  it('may capture a Service of another namespace by an endpoint of the own one', () => {
    const own = [service('shop', { clusterIP: 'None' }), slice('shop', [hostname('10.244.1.5', 'web')])];
    const answer = lookup(world([...objects, ...own]), { pod: 'client' }, 'web.shop');
    assert.deepEqual(answer.kind === 'addresses' && answer.addresses, ['10.244.1.5']);
  });
});

describe('who asks', () => {
  it("is nobody of the cluster's: nodes, the outside, pods with the node's resolver", () => {
    for (const from of ['host worker', 'outside', 'shop/plain']) {
      for (const name of ['web', 'web.shop', 'web.shop.svc.cluster.local']) {
        assert.equal(of(from, name), 'no-name', `${from} ${name}`);
        assert.equal(told(state(), from, `${name}:80`), 'no-name');
      }
      assert.equal(of(from, 'worker'), '172.18.0.3');
      assert.equal(of(from, 'example.com'), 'outside');
    }
  });

  it('gets nothing while no DNS server runs', () => {
    assert.equal(of('client', 'web', { faults: { dnsDown: true } }), 'no-name');
    assert.equal(of('host worker', 'worker', { faults: { dnsDown: true } }), '172.18.0.3');
  });
});

describe('a flow to a name', () => {
  it('tells how the name was read', () => {
    assert.deepEqual(trace(ask(state(), 'client', 'http://web.shop/')).slice(0, 3), [
      'name: web.shop is web.shop.svc.cluster.local: 10.96.0.30 (service shop/web)',
      'client: pod default/client, 10.244.1.9 -> 10.96.0.30:80 TCP, starts on node worker',
      'destination: cluster IP 10.96.0.30:80 of service shop/web, port http',
    ]);
    assert.deepEqual(trace(ask(state(), 'client', 'nobody:80')), [
      'name: nobody: no such name; asked for nobody.default.svc.cluster.local, nobody.svc.cluster.local, nobody.cluster.local, nobody',
    ]);
    assert.equal(
      trace(ask(state(), 'client', 'chain.shop:80'))[0],
      'name: chain.shop is web.default.svc.cluster.local, an alias made by service shop/chain, an alias made by service shop/alias: 10.96.0.20 (service default/web)',
    );
  });

  it('resolves for a Service without endpoints, and is refused then', () => {
    assert.equal(told(state(), 'client', 'web:80'), 'refused');
  });

  it('to a headless Service takes one of its pods, on the port that was dialled', () => {
    assert.equal(told(state(), 'client', 'db.shop:5432'), 'reached db-0 db-1 db-2, kept 10.244.1.9');
    assert.equal(told(state(), 'client', 'db.shop:80'), 'refused');
    assert.deepEqual(ask(state(), 'client', 'db.shop:80').backends, []);
    const mixed = world([...objects.slice(0, -1), pod('db-2', 'worker3', '10.244.3.7', { ports: [1] })]);
    assert.equal(told(mixed, 'client', 'db.shop:5432'), 'reached db-0 db-1 db-2!refused, kept 10.244.1.9');
    assert.equal(told(state(), 'db-0', 'db.shop:5432'), 'reached db-0 db-1 db-2, kept 10.244.1.5');
  });

  it('to several addresses is told once, and where they end otherwise', () => {
    const mixed = world([...objects.slice(0, -1), pod('db-2', 'worker3', '10.244.3.7', { ports: [1] })]);
    assert.deepEqual(trace(ask(mixed, 'client', 'db.shop:5432')), [
      'name: db.shop is db.shop.svc.cluster.local: 10.244.1.5, 10.244.2.5, 10.244.3.7 (service shop/db)',
      'choice: one of 3 addresses at random, each as likely: this is the way to 10.244.1.5:5432',
      'client: pod default/client, 10.244.1.9 -> 10.244.1.5:5432 TCP, starts on node worker',
      "routing: no Service has this address: it is the pod's own",
      'listener: default/db-0 listens on 5432/TCP',
      'source-address: source kept: 10.244.1.9',
      'choice: to 10.244.2.5:5432: reached as well',
      'listener: to 10.244.3.7:5432: default/db-2 does not listen on 5432/TCP: refused',
    ]);
  });

  it('is nobody we know where it leads outside', () => {
    const { result, reason } = ask(state(), 'client', 'away.shop:5432');
    assert.equal(result, 'unhandled');
    assert.equal(
      reason,
      'away.shop.svc.cluster.local is an alias of db.example.com, a name outside the cluster: who has it decides',
    );
    assert.equal(ask(state(), 'client', 'https://example.com/').result, 'unhandled');
  });

  it('means itself by its own hostname, before any Service', () => {
    const own = world([...objects, pod('web', 'worker', '10.244.1.77', { ports: [80] })]);
    assert.equal(told(own, 'web', 'web:80'), 'reached web, kept 10.244.1.77');
    assert.equal(told(own, 'client', 'web:80'), 'refused');
    assert.equal(told(own, 'web', 'web.default:80'), 'refused');
    const named = pod('any', 'worker', '10.244.1.78', { ports: [80], spec: { hostname: 'web' } });
    const renamed = world([...objects, named]);
    assert.equal(told(renamed, 'any', 'web:80'), 'reached any, kept 10.244.1.78');
    assert.equal(told(renamed, 'any', 'any:80'), 'no-name');
  });

  it('prefers IPv4 to the local IPv6 of kind, and sticks to one family', () => {
    const dual = world(
      [
        service('two', { clusterIP: 'fd00:10:96::9', clusterIPs: ['fd00:10:96::9', '10.96.0.9'] }),
        pod('client', 'worker', '10.244.1.9', {
          status: { phase: 'Running', podIPs: [{ ip: 'fd00:10:244:1::9' }, { ip: '10.244.1.9' }] },
        }),
      ],
      { families: ['IPv6', 'IPv4'] },
    );
    const { trace } = resolve(dual, flow('client', 'two:80'));
    assert.match(trace[1]?.decision ?? '', / 10\.244\.1\.9 -> 10\.96\.0\.9:80 /);
    const { trace: byRef } = resolve(dual, flow('client', 'service/two:80'));
    assert.match(byRef[0]?.decision ?? '', / fd00:10:244:1::9 -> \[fd00:10:96::9\]:80 /);
  });
});

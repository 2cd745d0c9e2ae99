import assert from 'node:assert/strict';
import { UserError } from '../../errors/index.ts';
import { likelyCauses } from '../explain/index.ts';
import { resolve } from '../resolve.ts';
import {
  endpoint,
  flow,
  pod,
  say,
  service,
  slice,
  trace,
  world,
  type From,
  type WorldOptions,
} from '../world.spec.ts';
import type { State } from '../state.ts';

/** Pings meet what proxies do with addresses that they have no port rule for (TestClusterIPGeneral; KEP-3866). */

const objects = [
  service(
    'web',
    { externalIPs: ['192.0.2.1'] },
    { status: { loadBalancer: { ingress: [{ ip: '198.51.100.1' }] } } },
  ),
  service('db', { clusterIP: 'None' }),
  slice('web', [endpoint('10.244.1.5', 'worker')]),
  slice('db', [endpoint('10.244.1.5', 'worker'), endpoint('10.244.2.5', 'worker2')]),
  pod('here', 'worker', '10.244.1.5', { ports: [] }),
  pod('there', 'worker2', '10.244.2.5'),
  pod('done', 'worker', '10.244.1.8', { status: { phase: 'Succeeded', podIP: '10.244.1.8' } }),
  pod('client', 'worker', '10.244.1.9'),
];
const state = (options: WorldOptions = {}): State => world(objects, options);
const ask = (s: State, from: From, to: string) => resolve(s, { ...flow(from, to), protocol: 'ICMP' });
const told = (s: State, from: From, to: string): string => say(ask(s, from, to));
const clients = ['client', 'host worker', 'outside 203.0.113.9 via worker'];

describe('a ping of an address of a Service', () => {
  const rows = [
    ['iptables', 35, 'unhandled', 'unhandled'],
    ['nftables', 29, 'unhandled', 'unhandled'],
    ['nftables', 35, 'refused', 'unhandled'],
    ['ipvs', 35, 'refused', 'refused'],
    ['userspace', 25, 'unhandled', 'unhandled'],
  ] as const;
  for (const [mode, minor, clusterIP, external] of rows) {
    it(`${mode}, 1.${minor}: cluster IP ${clusterIP}, others ${external}`, () => {
      const s = state({ mode, minor });
      for (const from of clients) {
        assert.equal(told(s, from, '10.96.0.20'), clusterIP, from);
        assert.equal(told(s, from, '192.0.2.1'), external, from);
        assert.equal(told(s, from, '198.51.100.1'), external, from);
      }
      assert.equal(told(s, 'client', 'service/web'), clusterIP);
      assert.equal(told(s, 'client', 'web'), clusterIP);
    });
  }

  it('is answered by the node itself in the ipvs mode of before 1.26', () => {
    const s = state({ mode: 'ipvs', minor: 25 });
    assert.equal(told(s, 'client', '10.96.0.20'), 'reached 10.96.0.20:0, kept 10.244.1.9');
    assert.equal(told(s, 'host worker', '192.0.2.1'), 'reached 192.0.2.1:0, kept 192.0.2.1');
  });

  it('says why, and has no cause in a manifest', () => {
    const asked = { ...flow('client', '10.96.0.20'), protocol: 'ICMP' as const };
    const answer = resolve(state(), asked);
    assert.equal(
      answer.reason,
      'mode iptables has rules for the ports of service default/web only, and nobody has its address; ordinary routing decides',
    );
    assert.deepEqual(trace(answer), [
      'client: pod default/client, 10.244.1.9: ping 10.96.0.20',
      `routing: ${answer.reason}`,
    ]);
    assert.deepEqual(likelyCauses(state(), asked, answer), []);
  });
});

describe('a ping of anybody else', () => {
  it('is answered by pods that are up, whatever they listen on', () => {
    assert.equal(told(state(), 'client', '10.244.1.5'), 'reached here, kept 10.244.1.9');
    assert.equal(told(state(), 'client', 'pod/there'), 'reached there, kept 10.244.1.9');
    assert.equal(told(state(), 'client', '10.244.1.8'), 'timeout');
    assert.equal(told(state(), 'client', '10.244.3.77'), 'timeout');
    assert.equal(told(state(), 'client', 'db'), 'reached here there, kept 10.244.1.9');
    assert.equal(told(state(), 'here', '10.244.1.5'), 'reached here, kept 10.244.1.5');
    assert.equal(told(state(), 'client', '127.0.0.1'), 'reached client, kept 127.0.0.1');
    assert.equal(told(state(), 'host worker', '127.0.0.1'), 'reached 127.0.0.1:0, kept 127.0.0.1');
  });

  it('is answered by nodes, who see the node of a pod', () => {
    assert.equal(told(state(), 'client', 'node/worker'), 'reached 172.18.0.3:0, kept 10.244.1.9');
    assert.equal(told(state(), 'client', '172.18.0.4'), 'reached 172.18.0.4:0, hidden worker');
    assert.equal(told(state(), 'outside', '172.18.0.4'), 'reached 172.18.0.4:0, kept 203.0.113.9');
    const stopped = state({ faults: { stoppedNodes: new Set(['worker2']) } });
    assert.equal(told(stopped, 'client', '172.18.0.4'), 'timeout');
    assert.equal(told(stopped, 'client', '10.244.2.5'), 'timeout');
    assert.equal(told(stopped, 'outside', '172.18.0.4'), 'timeout');
    assert.equal(told(stopped, 'host worker2', '172.18.0.3'), 'unknown');
  });

  it('is dropped in nftables mode at addresses of the Service range that nobody has', () => {
    assert.equal(told(state({ mode: 'nftables' }), 'client', '10.96.9.9'), 'timeout');
    assert.equal(told(state(), 'client', '10.96.9.9'), 'unhandled');
    assert.equal(told(state({ mode: 'nftables' }), 'client', '203.0.113.200'), 'unhandled');
    assert.equal(told(state({ mode: 'nftables' }), 'client', '10.244.2.5'), 'reached there, kept 10.244.1.9');
  });

  it('does not come in from outside where nothing leads', () => {
    assert.equal(told(state(), 'outside', '10.244.1.5'), 'unhandled');
    assert.equal(told(state(), 'outside', '10.96.0.20'), 'unhandled');
    assert.equal(told(state(), 'outside', '10.96.9.9'), 'unhandled');
    assert.equal(told(state(), 'outside', '10.244.3.77'), 'unhandled');
    assert.equal(told(state(), 'outside', '127.0.0.1'), 'unhandled');
    assert.equal(told(state(), 'outside 203.0.113.9 via worker', '127.0.0.1'), 'unhandled');
    assert.equal(
      told(state(), 'outside 203.0.113.9 via worker', '10.244.2.5'),
      'reached there, kept 203.0.113.9',
    );
    assert.equal(told(state(), 'outside 203.0.113.9 via worker', '10.244.3.77'), 'timeout');
    assert.equal(told(state(), 'client', 'nobody'), 'no-name');
    assert.equal(told(state(), 'client', '203.0.113.200'), 'unhandled');
  });

  it('of another node shows the address of a process as it is', () => {
    assert.equal(told(state(), 'host worker', '172.18.0.4'), 'reached 172.18.0.4:0, kept 172.18.0.3');
    assert.equal(told(state(), 'host worker', '10.244.2.5'), 'reached there, kept 172.18.0.3');
  });

  it('does not get over a node that is cut off, but around on it', () => {
    const cut = state({ faults: { cutOffNodes: new Set(['worker']) } });
    assert.equal(told(cut, 'outside', '172.18.0.3'), 'timeout');
    assert.equal(told(cut, 'client', '172.18.0.4'), 'timeout');
    assert.equal(told(cut, 'client', '203.0.113.200'), 'timeout');
    assert.equal(told(cut, 'client', '172.18.0.3'), 'reached 172.18.0.3:0, kept 10.244.1.9');
    assert.equal(told(cut, 'client', '10.244.1.5'), 'reached here, kept 10.244.1.9');
  });

  it('needs an address of the family', () => {
    const dual = state({ families: ['IPv4', 'IPv6'] });
    const answer = ask(dual, 'client', 'fc00::4');
    assert.deepEqual([answer.result, answer.reason], ['unhandled', 'pod default/client has no IPv6 address']);
    assert.equal(trace(answer)[0], 'client: pod default/client, no address: ping fc00::4');
    assert.equal(told(dual, 'host worker', 'fc00::4'), 'reached fc00::4:0, kept fc00::3');
  });

  it('says who answers, who does not, and whom that sees', () => {
    const last = (s: State, from: From, to: string) => trace(ask(s, from, to)).slice(1);
    const seen = 'source-address: source kept: 10.244.1.9';
    assert.deepEqual(last(state(), 'client', '10.244.2.5'), ['listener: default/there answers', seen]);
    assert.deepEqual(last(state(), 'client', '172.18.0.3'), ['listener: node worker answers', seen]);
    assert.deepEqual(last(state(), 'client', '127.0.0.1'), [
      'listener: the client itself answers',
      'source-address: source kept: 127.0.0.1',
    ]);
    const nft = state({ mode: 'nftables' });
    assert.deepEqual(last(nft, 'client', '10.96.0.20'), [
      'reject: 10.96.0.20 is an address of service default/web: rejected in mode nftables',
    ]);
    assert.deepEqual(last(nft, 'client', '10.96.9.9'), [
      'drop: 10.96.9.9 is in the Service range but no Service has it: dropped',
    ]);
  });

  it('has no port', () => {
    for (const to of ['10.96.0.20:80', 'web:80', 'service/web:80', 'http://web/', '[fd00::1]:80']) {
      assert.throws(
        () => ask(state(), 'client', to),
        (error: UserError) => /a ping has no port/.test(error.message),
        to,
      );
    }
    assert.throws(() => ask(state(), 'client', '-'), UserError);
  });
});

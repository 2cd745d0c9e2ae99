import assert from 'node:assert/strict';
import type { Flow } from '../../../flow/index.ts';
import type { Node, Pod } from '../../../kube/index.ts';
import { World } from '../names/world.ts';
import type { Attempt, Identity, Outcome, Reply } from '../programs/protocol.ts';
import { AddressBook } from './address-book.ts';
import { fold } from './fold.ts';
import type { Reading } from './reading.ts';

const world = new World({
  prefix: 'rf',
  dnsDomain: 'cluster.local',
  nodes: new Map([
    ['worker', 'kc-worker'],
    ['worker2', 'kc-worker2'],
  ]),
});

function node(name: string, address: string, podCIDR: string): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    spec: { podCIDRs: [podCIDR] },
    status: { addresses: [{ type: 'InternalIP', address }] },
  };
}

const pod: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'db', namespace: 'rf' },
  spec: { containers: [] },
  status: { phase: 'Running', podIPs: [{ ip: '10.244.2.9' }] },
};
const addresses = new AddressBook(
  [node('kc-worker', '172.18.0.3', '10.244.1.0/24'), node('kc-worker2', '172.18.0.4', '10.244.2.0/24')],
  [pod],
);
const reading: Reading = {
  names: world,
  addresses,
  dnsDown: false,
  controlled: true,
  limited: false,
  port: 80,
};
const flow: Flow = { id: 'f', from: { pod: 'client' }, to: 'web:80' };
const client = '10.244.1.7';

function identity(podName: string, seen: string, more: Partial<Identity> = {}): Identity {
  return {
    reachform: 1,
    pod: podName,
    namespace: 'rf',
    node: 'kc-worker2',
    addresses: ['10.244.2.5'],
    protocol: 'TCP',
    server: { address: '10.244.2.5', port: 8080 },
    client: { address: seen, port: 4000 },
    ...more,
  };
}

const reached = (podName: string, seen = client, more: Partial<Identity> = {}): Attempt => ({
  outcome: 'reached',
  milliseconds: 3,
  address: '10.96.0.20',
  local: client,
  identity: identity(podName, seen, more),
});
const met = (outcome: Outcome, errno?: string): Attempt => ({
  outcome,
  milliseconds: 3,
  address: '10.96.0.20',
  ...(errno !== undefined && { errno }),
});
const reply = (attempts: readonly Attempt[], more: Partial<Reply> = {}): Reply => ({
  id: '0',
  attempts,
  milliseconds: 12,
  ...more,
});
const read = (attempts: readonly Attempt[], more: Partial<Reading> = {}, of: Partial<Reply> = {}) =>
  fold(flow, reply(attempts, of), { ...reading, ...more });

describe('fold', () => {
  it("tells who answered, by the scenario's names", () => {
    assert.deepEqual(read([reached('web-1')]), {
      id: 'f',
      result: 'reached',
      backends: [{ pod: 'default/web-1', ip: '10.244.2.5', port: 8080, node: 'worker2', probability: 1 }],
      source: { kept: true, address: client },
      trace: [],
      attempts: 1,
      outcomes: { reached: 1 },
      tallies: [{ target: 'default/web-1', count: 1 }],
      milliseconds: 12,
    });
  });

  it('names the node behind which a client is hidden, by its own address or its gateway', () => {
    assert.deepEqual(read([reached('web-1', '172.18.0.3')]).source, {
      kept: false,
      address: '172.18.0.3',
      node: 'worker',
    });
    assert.equal(read([reached('web-1', '10.244.1.1')]).source?.node, 'worker');
    assert.equal(read([reached('web-1', '10.244.1.0')]).source?.node, 'worker');
    assert.deepEqual(read([reached('web-1', '192.0.2.9')]).source, { kept: false, address: '192.0.2.9' });
  });

  it('shares connections out over backends, and tells those apart that see another client', () => {
    const other = { addresses: ['10.244.1.7'], server: { address: '10.244.1.7', port: 8080 } };
    const answer = read([reached('a'), reached('a'), reached('a'), reached('b', '10.244.1.1', other)]);
    assert.deepEqual(
      answer.backends.map(({ pod: name, probability, source }) => [name, probability, source?.kept]),
      [
        ['default/b', 0.25, false],
        ['default/a', 0.75, undefined],
      ],
    );
    assert.deepEqual(answer.source, { kept: true, address: client });
    assert.deepEqual(answer.tallies, [
      { target: 'default/a', count: 3 },
      { target: 'default/b', count: 1 },
    ]);
  });

  it('counts attempts that reached nobody beside those that did', () => {
    const answer = read([reached('a'), met('refused', 'ECONNREFUSED')]);
    assert.equal(answer.result, 'reached');
    assert.deepEqual(answer.outcomes, { reached: 1, refused: 1 });
    assert.deepEqual(answer.tallies, [
      { target: '', count: 1 },
      { target: 'default/a', count: 1 },
    ]);
  });

  const plain: readonly (readonly [outcome: Outcome, result: string])[] = [
    ['refused', 'refused'],
    ['timeout', 'timeout'],
    ['unreachable', 'timeout'],
    ['no-name', 'no-name'],
    ['tls', 'tls-failure'],
    ['no-dns', 'unknown'],
    ['reset', 'unknown'],
    ['other', 'unknown'],
  ];
  for (const [outcome, result] of plain) {
    it(`takes ${outcome} for ${result}`, () => assert.equal(read([met(outcome)]).result, result));
  }

  it('says what happened where nobody can tell', () => {
    const answer = read([met('other', 'EADDRNOTAVAIL')]);
    assert.equal(answer.reason, 'other: EADDRNOTAVAIL');
    assert.deepEqual(answer.outcomes, { unknown: 1 });
  });

  it('lets one strange attempt spoil the whole', () => {
    assert.equal(read([reached('a'), met('reset', 'ECONNRESET')]).result, 'unknown');
  });

  it('believes no failure of a client that reaches nothing at all', () => {
    for (const outcome of ['refused', 'timeout', 'no-name', 'tls'] as const) {
      const answer = read([met(outcome)], { controlled: false });
      assert.equal(answer.result, 'unknown', outcome);
      assert.match(answer.reason ?? '', /reached nothing else at that time either/);
    }
    assert.equal(read([reached('a')], { controlled: false }).result, 'reached');
  });

  it('takes silence of DNS for no such name only while the scenario has stopped DNS', () => {
    assert.equal(read([met('no-dns', 'EAI_AGAIN')], { dnsDown: true }).result, 'no-name');
    assert.equal(read([met('no-dns', 'EAI_AGAIN')]).result, 'unknown');
  });

  describe('where the kernel holds refusals back', () => {
    const limited = { limited: true };

    it('takes one refusal among silent attempts for all of them', () => {
      const answer = read([met('timeout'), met('refused'), met('timeout')], limited);
      assert.equal(answer.result, 'refused');
      assert.deepEqual(answer.outcomes, { refused: 3 });
    });

    it('takes the refusal of a repeat for the silence before it', () => {
      const answer = read([met('timeout')], limited, { repeats: [met('refused')] });
      assert.equal(answer.result, 'refused');
      assert.equal(answer.attempts, 1);
    });

    it('leaves silence that a repeat confirms', () => {
      assert.equal(read([met('timeout')], limited, { repeats: [met('timeout')] }).result, 'timeout');
    });

    it('does not know what was never repeated', () => {
      const answer = read([met('timeout')], limited, { undecided: true });
      assert.equal(answer.result, 'unknown');
      assert.match(answer.reason ?? '', /too many refusals/);
    });

    it('counts apart what some connections met while others arrived', () => {
      const answer = read([reached('a'), met('refused'), met('timeout')], limited);
      assert.deepEqual(answer.outcomes, { reached: 1, refused: 1, timeout: 1 });
    });
  });

  it('counts every attempt as it was where nothing is held back', () => {
    const answer = read([met('timeout'), met('refused')]);
    assert.deepEqual(answer.outcomes, { timeout: 1, refused: 1 });
    assert.equal(answer.result, 'refused');
  });

  it('lets the status decide what an HTTP request met', () => {
    const http: Flow = { from: { pod: 'client' }, to: 'http://web/' };
    const withStatus = (status: number) => fold(http, reply([{ ...reached('a'), status }]), reading);
    assert.deepEqual([withStatus(200).result, withStatus(200).status], ['reached', 200]);
    assert.deepEqual([withStatus(404).result, withStatus(404).status], ['http', 404]);
    assert.equal(withStatus(308).result, 'http');
    assert.equal(withStatus(404).backends.length, 1);
  });

  it('knows a mute backend by the address of a pod, and says that others are unknown', () => {
    const mute = (address: string): Attempt => ({
      outcome: 'reached',
      milliseconds: 1,
      address,
      local: client,
    });
    const known = read([mute('10.244.2.9')]);
    assert.deepEqual(known.backends, [{ pod: 'default/db', ip: '10.244.2.9', port: 80, probability: 1 }]);
    const strange = read([mute('10.96.0.1')]);
    assert.deepEqual(strange.backends, []);
    assert.equal(strange.reason, 'who answered did not say who it is');
    assert.deepEqual(strange.tallies, [{ target: '10.96.0.1', count: 1 }]);
  });
});

import assert from 'node:assert/strict';
import { UserError } from '../../errors/index.ts';
import { applyText, giveText } from '../changes/apply.ts';
import { label, remove, scale } from '../changes/change-by-words.ts';
import { exposeNamed } from '../changes/expose.ts';
import { giveClient, giveOutsideServer, giveService } from '../facts/give.ts';
import { Session } from '../session.ts';
import { expectSource } from './back-end-sees.ts';
import { expectEndpoints, expectNoEndpoints } from './endpoints.ts';
import { expectExactly, expectFlow } from './flows.ts';
import { expectBalanced, expectNodePortFallback } from './load-balancer.ts';
import { expectAddresses, expectClusterIpOf, expectNoName } from './names.ts';
import { expectRejected } from './rejected.ts';
import { expectClusterIp, expectNoClusterIp } from './services.ts';
import { expectOnePod } from './one-pod.ts';
import { expectShares, expectSpread } from './spread.ts';

const client = { pod: 'client' };

function shop(expectsRejection = false, tags: readonly string[] = []): Session {
  const session = new Session({
    scenario: 'test-1',
    folders: [import.meta.dirname],
    backEnds: [],
    keepImages: false,
    evidenceFolder: 'evidence',
    deadlineSeconds: 0,
    expectsRejection,
    tags,
  });
  giveService(session, { name: 'web', port: 80, replicas: 2 });
  giveClient(session, 'client');
  return session;
}

const service = (name: string, spec: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: ${spec}`;

describe('a sentence about endpoints', () => {
  it('is so when every line has its endpoint and every endpoint its line', async () => {
    const session = shop();
    await expectEndpoints(session, 'web', [
      ['pod', 'port', 'ready', 'terminating'],
      ['web-1', '80', 'yes', 'no'],
      ['web-2', '80', 'yes', 'no'],
    ]);
    await expectEndpoints(session, 'web', [['pod'], ['web-*']]);
  });

  it('takes the line that is right about an endpoint, and the one that names it', async () => {
    const session = shop();
    await expectEndpoints(session, 'web', [['pod'], ['web-*'], ['web-2']]);
    await expectEndpoints(session, 'web', [
      ['pod', 'ready'],
      ['web-*', 'yes'],
      ['web-*', 'yes'],
    ]);
    const lines = [
      ['pod', 'ready'],
      ['web-*', 'no'],
      ['web-*', 'yes'],
    ];
    await assert.rejects(expectEndpoints(session, 'web', lines), /pod web-\* is no endpoint/);
    await session.change({
      kind: 'readiness',
      pod: { kind: 'Pod', namespace: 'default', name: 'web-1' },
      ready: false,
    });
    await expectEndpoints(session, 'web', lines);
  });

  it('says who is missing, who is too many, and what they are instead', async () => {
    const cells = [
      ['pod', 'port', 'ready'],
      ['web-1', '80', 'no'],
      ['web-9', '80', 'yes'],
    ];
    await assert.rejects(expectEndpoints(shop(), 'web', cells), (error: Error) => {
      assert.match(error.message, /pod web-9, port 80, is no endpoint\n/);
      assert.match(
        error.message,
        /pod default\/web-\S+ \(10\.244\.\d+\.\d+:80\) is an endpoint that no line expects/,
      );
      assert.match(error.message, /pod default\/web-\S+ \(\S+:80\) is ready\n/);
      assert.match(error.message, /found\n {4}pod +address +node +ready +serving +terminating\n/);
      return true;
    });
  });

  it('says that there are some, or no such Service', async () => {
    await assert.rejects(expectNoEndpoints(shop(), 'web'), /is an endpoint that no line expects/);
    await assert.rejects(
      expectNoEndpoints(shop(), 'wbe'),
      /there is no service default\/wbe\n\n {2}found\n {4}service default\/kubernetes\n {4}service default\/web$/,
    );
  });

  it('reads yes and no only', async () => {
    const cells = [
      ['pod', 'ready'],
      ['web-1', 'maybe'],
    ];
    await assert.rejects(
      expectEndpoints(shop(), 'web', cells),
      /"ready" is "maybe"[^]*expected +yes, no, or nothing/,
    );
  });
});

describe('a sentence about a Service', () => {
  it('tells the cluster IP that there is', async () => {
    const session = shop();
    giveText(session, service('chosen', '{ clusterIP: 10.96.0.9, ports: [{ port: 80 }] }'));
    await expectClusterIp(session, 'chosen', '10.96.0.9');
    await assert.rejects(expectClusterIp(session, 'chosen', '10.96.0.8'), /its cluster IP is 10\.96\.0\.9/);
    await assert.rejects(expectNoClusterIp(session, 'chosen'), /it has the cluster IP 10\.96\.0\.9/);
  });

  it('of a load balancer checks that it is one and that nobody serves it', async () => {
    const session = shop();
    giveText(session, service('lb', '{ type: LoadBalancer, selector: { app: web }, ports: [{ port: 80 }] }'));
    await expectNodePortFallback(session, 'lb');
    assert.equal(session.takeVerdicts().length, 3);
    await assert.rejects(expectNodePortFallback(session, 'web'), /its type is ClusterIP/);
    await assert.rejects(expectBalanced(session, 'lb'), /nobody gave it an address/);
    const flow = { from: client, to: 'loadbalancer/lb:80' };
    await assert.rejects(
      expectFlow(session, flow, { result: 'reached' }),
      /has no address of a load balancer/,
    );
  });

  it('of a load balancer checks that its address leads to it, by way of every node', async () => {
    const session = shop(false, ['@needs-loadbalancer']);
    giveText(session, service('lb', '{ type: LoadBalancer, selector: { app: web }, ports: [{ port: 80 }] }'));
    await expectBalanced(session, 'lb');
    assert.equal(session.takeVerdicts().length, 3);
    await expectFlow(session, { from: client, to: 'loadbalancer/lb:80' }, { result: 'reached' });
    await assert.rejects(expectBalanced(session, 'web'), /its type is ClusterIP/);
    await assert.rejects(expectNodePortFallback(session, 'lb'), /it has the address 198\.18\.0\.1/);
  });
});

describe('a release that nobody knows yet', () => {
  it('is said of every flow', async () => {
    const session = shop();
    session.facts.cluster.useVersion('1.99');
    await expectFlow(session, { from: client, to: 'web:80' }, { result: 'reached' });
    assert.match(session.takeVerdicts()[0]!.expected.notes.join(), /1\.99 is not known yet/);
  });
});

describe('a sentence about names', () => {
  it('knows a name, who has it, and that nobody has it', async () => {
    const session = shop();
    await expectClusterIpOf(session, client, 'web.default', 'web');
    await expectNoName(session, client, 'wbe');
    await expectNoName(session, client, 'wbe:80');
    await assert.rejects(expectNoName(session, client, 'web'), /"web" resolves to 10\.96\./);
    await assert.rejects(
      expectClusterIpOf(session, client, 'wbe', 'web'),
      /"wbe" has no such name, expected 10\.96\./,
    );
  });

  it('knows the pods behind a headless Service', async () => {
    const session = shop();
    giveText(session, service('peers', '{ clusterIP: None, selector: { app: web }, ports: [{ port: 80 }] }'));
    await expectAddresses(session, client, 'peers', [['pod'], ['web-1'], ['web-2']]);
    await assert.rejects(
      expectAddresses(session, client, 'peers', [['pod'], ['web-1']]),
      /"peers" resolves to 10\.244\.\S+ \(pod default\/web-\S+\), /,
    );
  });
});

describe('a sentence about a refusal', () => {
  it('finds the field and the words', async () => {
    const session = shop(true);
    await applyText(session, service('bad', '{ type: NodePort, ports: [{ port: 80, nodePort: 80 }] }'));
    await expectRejected(session, 'spec.ports[0].nodePort', '30000-32767');
  });

  it('says how it was refused instead, or that it was not', async () => {
    const session = shop(true);
    await applyText(session, service('bad', '{ ports: [{ port: 0 }] }'));
    await assert.rejects(
      expectRejected(session, 'spec.ports[0].nodePort', 'x'),
      /it is rejected otherwise:\n +error: Service \S*bad, spec\.ports\[0\]\.port/,
    );
    await applyText(session, service('good', '{ ports: [{ port: 80 }] }'));
    await assert.rejects(expectRejected(session, 'spec', 'x'), /it is accepted/);
  });

  it('is an error where nobody expects one', async () => {
    await assert.rejects(applyText(shop(), service('bad', '{ ports: [{ port: 0 }] }')), UserError);
    await assert.rejects(exposeNamed(shop(), { kind: 'node', name: 'worker' }), /cannot expose a Node/);
  });

  it('needs something that was applied', async () => {
    await assert.rejects(
      expectRejected(shop(true), undefined, 'x'),
      /nothing was applied before|it is accepted/,
    );
  });
});

describe('a sentence about whom the backend sees', () => {
  it('speaks of the flow before', async () => {
    const session = shop();
    await assert.rejects(expectSource(session, 'kept'), /no sentence before this one says which flow/);
    await expectFlow(session, { from: client, to: 'web:80' }, { result: 'reached' });
    await expectSource(session, 'kept');
    await assert.rejects(
      expectSource(session, 'node worker'),
      /the backend sees the client's address 10\.244\.\S+, expected an address of node\s+worker/,
    );
  });
});

describe('a sentence about shares', () => {
  const flow = { from: client, to: 'web:80' };

  it('is exact on the model', async () => {
    const session = shop();
    await expectSpread(session, flow, 10, { kind: 'even', over: 2 });
    await expectShares(session, flow, 10, [
      ['pod', 'share'],
      ['web-1', '1/2'],
      ['web-2', '50 %'],
    ]);
    await assert.rejects(
      expectShares(session, flow, 10, [
        ['pod', 'share'],
        ['web-1', '1/3'],
        ['web-2', '2/3'],
      ]),
      /web-1 gets 1\/2 of new connections, expected 1\/3/,
    );
    await assert.rejects(
      expectOnePod(session, flow, 10),
      /if the first connection reaches default\/web-\S+, the next may reach\s+default\/web-/,
    );
    await scale(session, { kind: 'deployment', name: 'web' }, 1);
    await expectOnePod(session, flow, 10);
  });

  it('of what nobody reaches is not so', async () => {
    const session = shop();
    await remove(session, { kind: 'deployment', name: 'web' });
    await assert.rejects(expectOnePod(session, flow, 10), /expected reaches, got refused/);
  });
});

describe('mistakes in sentences', () => {
  it('are told before anything is asked', async () => {
    const session = shop();
    await assert.rejects(
      expectFlow(session, { from: client, to: 'web' }, { result: 'reached' }),
      /it has no port/,
    );
    await assert.rejects(
      expectExactly(session, { from: client, to: 'web:80' }, [['pdo'], ['a']]),
      /try +pod/,
    );
    await assert.rejects(
      label(session, { kind: 'pod', name: 'web-1' }, 'app'),
      /no label is written like "app"/,
    );
    assert.throws(() => giveOutsideServer(session, 'db', { to: 'db:80' }), UserError);
  });

  it('name nodes that exist', async () => {
    const session = shop();
    giveClient(session, 'far', { node: 'wroker' });
    await assert.rejects(session.ready(), /there is no node "wroker"[^]*try +worker/);
  });

  it('keep servers outside from coming too late', async () => {
    const session = shop();
    await session.ready();
    assert.throws(() => giveOutsideServer(session, 'db', { to: '192.0.2.1:80' }), /comes too late/);
  });
});

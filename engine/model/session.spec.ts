import assert from 'node:assert/strict';
import { UserError } from '../errors/index.ts';
import { defaultCluster, manifestOf, type Manifest, type ServiceSpec } from '../kube/index.ts';
import { makeState } from './make-state.ts';
import { Session } from './session.ts';
import { service } from './world.spec.ts';

const labels = { app: 'web' };
const container = { name: 'web', image: 'web', ports: [{ containerPort: 8080 }] };

function web(spec: Partial<ServiceSpec>): Manifest {
  return service('shop/web', { selector: labels, ports: [{ port: 80, targetPort: 8080 }], ...spec });
}

function open(spec: Partial<ServiceSpec>, replicas = 3): Session {
  const template = { metadata: { labels }, spec: { containers: [container] } };
  const deployment = manifestOf({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { replicas, selector: { matchLabels: labels }, template },
  });
  const client = manifestOf({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'client', namespace: 'shop' },
    spec: { containers: [{ name: 'client', image: 'client' }] },
  });
  return new Session(makeState(defaultCluster(2), [deployment, client, web(spec)]));
}

const flow = { from: { pod: 'shop/client' }, to: 'web:80' };
const sticky: Partial<ServiceSpec> = { sessionAffinity: 'ClientIP' };
const deployment = { kind: 'Deployment', namespace: 'shop', name: 'web' };
const pod = (name: string) => ({ kind: 'Pod', namespace: 'shop', name });
const names = (session: Session): string[] =>
  session.connect(flow).backends.map(({ pod: name }) => name?.slice(0, 8) ?? '');

describe('a session', () => {
  it('makes connections that later ones find', () => {
    const session = open(sticky);
    const [first, second] = [session.connect(flow), session.connect(flow)];
    assert.equal(first.affinity?.remembered, 0);
    assert.equal(second.affinity?.remembered, 1);
    assert.deepEqual(second.backends, first.backends);
  });

  it('makes several connections of one flow, each with its own answer', () => {
    const session = open(sticky);
    const { connections, ...answer } = session.connect({ ...flow, id: 'all', repeat: 3 });
    assert.equal(answer.id, 'all');
    assert.equal(answer.affinity?.remembered, 0);
    assert.deepEqual(
      connections?.map(({ result, affinity }) => [result, affinity?.remembered]),
      [
        ['reached', 0],
        ['reached', 1],
        ['reached', 1],
      ],
    );
  });

  it('says the same of connections that nobody remembers', () => {
    const { connections, backends } = open({}).connect({ ...flow, repeat: 50 });
    assert.equal(connections?.length, 50);
    assert.ok(connections.every((one) => one.backends.length === 3 && one.affinity === undefined));
    assert.equal(backends.length, 3);
  });

  it('lets records run out on its clock, which only passes when told', () => {
    const session = open(sticky);
    session.connect(flow);
    session.pass('2h59m');
    assert.equal(session.connect(flow).affinity?.remembered, 1);
    session.pass('2h59m');
    assert.equal(session.connect(flow).affinity?.remembered, 1, 'refreshed');
    session.pass(10801);
    assert.equal(session.connect(flow).affinity?.remembered, 0);
  });

  it('follows endpoints that leave and come: by readiness, by scale, by the death of a pod', () => {
    const session = open(sticky, 1);
    session.connect(flow);
    session.change({ kind: 'scale', object: deployment, replicas: 3 });
    assert.equal(names(session).length, 1, 'it stays where it was');
    session.change({ kind: 'readiness', pod: pod('web-1'), ready: false });
    assert.equal(session.connect(flow).affinity?.remembered, 0);
    session.change({ kind: 'readiness', pod: pod('web-1'), ready: true });
    assert.equal(names(session).length, 2, 'and does not go back');
    session.change({ kind: 'delete-pod', pod: pod('web-2') });
    assert.ok(Math.abs((session.connect(flow).affinity?.remembered ?? 0) - 0.5) < 1e-12);
  });

  it('follows the switch', () => {
    const session = open({});
    assert.equal(session.connect(flow).affinity, undefined);
    session.change({ kind: 'apply', manifests: [web(sticky)] });
    assert.equal(session.connect(flow).affinity?.remembered, 0);
    session.change({ kind: 'apply', manifests: [web({ sessionAffinity: 'None' })] });
    session.change({ kind: 'apply', manifests: [web(sticky)] });
    assert.equal(session.connect(flow).affinity?.remembered, 0);
  });

  it('holds connections open, and datagrams that keep coming', () => {
    const session = open({}, 1);
    assert.equal(session.hold('it', flow).result, 'reached');
    session.change({ kind: 'scale', object: deployment, replicas: 3 });
    session.change({ kind: 'readiness', pod: pod('web-1'), ready: false });
    session.pass('3h');
    assert.deepEqual(
      session.askHeld('it').map(({ probability, outcome }) => [probability, outcome.kind]),
      [[1, 'reached']],
    );
    session.change({ kind: 'delete-pod', pod: pod('web-1') });
    assert.deepEqual(
      session.askHeld('it').map(({ outcome }) => outcome.kind),
      ['over'],
    );
    assert.throws(() => session.askHeld('other'), UserError);
  });

  it('knows where datagrams that it held have gone since', () => {
    const protocol = 'UDP' as const;
    const session = open({ ports: [{ port: 80, protocol, targetPort: 8080 }] }, 1);
    session.hold('it', { ...flow, protocol });
    session.change({ kind: 'scale', object: deployment, replicas: 2 });
    session.change({ kind: 'readiness', pod: pod('web-1'), ready: false });
    const goesTo = (): string[] =>
      session.askHeld('it').map(({ outcome }) => (outcome.kind === 'reached' ? outcome.backend.ip : ''));
    const before = goesTo();
    assert.equal(before.length, 1);
    session.change({ kind: 'readiness', pod: pod('web-1'), ready: true });
    assert.deepEqual(goesTo(), before);
  });

  it('refuses together what its manifests say, one thing and another', () => {
    const session = open({});
    const other = service('shop/other', { clusterIP: '192.0.2.1' });
    assert.throws(
      () => session.change({ kind: 'apply', manifests: [web({}), web({}), other] }),
      (error) => error instanceof UserError && error.problems.length === 2,
    );
    assert.throws(() => session.pass('3 hours'), /this is no duration\n {2}found {6}3 hours/);
  });

  it('says of each connection what its answer says', () => {
    const [plain] = open({}).connect({ ...flow, repeat: 1 }).connections ?? [];
    assert.deepEqual(Object.keys(plain ?? {}), ['result', 'backends', 'source']);
    const http = { from: { host: 'worker' }, to: 'http://127.0.0.1:10256/healthz', repeat: 1 };
    assert.equal(open({}).connect(http).connections?.[0]?.status, 200);
    const nowhere = { ...flow, to: '10.96.99.99:80', repeat: 1 };
    const { reason, connections } = open({}).connect(nowhere);
    assert.ok(reason);
    assert.equal(connections?.[0]?.reason, reason);
  });

  it('changes nothing where something is wrong', () => {
    const session = open(sticky);
    session.connect(flow);
    const before = session.state;
    const clash = web({ clusterIP: '10.96.0.10' });
    for (const wrong of [
      () => session.connect({ from: { pod: 'shop/nobody' }, to: 'web:80' }),
      () => session.change({ kind: 'delete', object: { ...deployment, name: 'wbe' } }),
      () => session.change({ kind: 'apply', manifests: [clash] }),
      () => session.pass('3 hours'),
      () => session.pass(-1),
    ]) {
      assert.throws(wrong, UserError);
      assert.equal(session.state, before);
    }
    session.pass('1m');
    assert.equal(session.connect(flow).affinity?.remembered, 1);
  });
});

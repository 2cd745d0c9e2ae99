import assert from 'node:assert/strict';
import { Api } from '../kubectl/api.ts';
import { FakeApiServer } from '../testing/fake-api-server.ts';
import { fakeScenario } from '../testing/fake-scenario.ts';
import { ensureNamespaces } from './ensure-namespaces.ts';
import type { Scenario } from './scenario.ts';
import { tearDown } from './tear-down.ts';

describe('tearDown', () => {
  let server: FakeApiServer;
  let api: Api;
  let scenario: Scenario;
  const own = 'reachform-abcde-0-shop';
  beforeEach(async () => {
    server = new FakeApiServer();
    api = new Api(await server.start());
    scenario = fakeScenario(api);
    await ensureNamespaces(scenario, ['default', 'other']);
    await api.apply({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: own } });
    server.calls.length = 0;
  });
  afterEach(async () => {
    api.close();
    await server.stop();
  });

  it('repairs what was broken, the last first, before anything is removed', async () => {
    const done: string[] = [];
    const struck: string[] = [];
    const live = { damage: (what: string) => Promise.resolve(() => Promise.resolve(struck.push(what))) };
    const broken = fakeScenario(api, live);
    await broken.breaks('first', () => Promise.resolve(done.push('first')));
    await broken.breaks('second', () => Promise.resolve(done.push('second')));
    assert.deepEqual(await tearDown(broken), []);
    assert.deepEqual(done, ['second', 'first']);
    assert.deepEqual(struck, ['second', 'first']);
  });

  it('frees the addresses of Services before the namespaces go', async () => {
    assert.deepEqual(await tearDown(scenario), []);
    const deleted = server.calls.filter((call) => call.startsWith('DELETE'));
    const service = deleted.indexOf(`DELETE /api/v1/namespaces/${own}/services/web`);
    assert.ok(service >= 0 && service < deleted.indexOf(`DELETE /api/v1/namespaces/${own}`));
    assert.ok(deleted.includes(`DELETE /api/v1/namespaces/${own}-other`));
    assert.equal([...server.objects.keys()].length, 0);
  });

  it('waits for what is being made, and removes it', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const done: string[] = [];
    const making = scenario.make(async () => {
      await promise;
      scenario.undo.push({ what: 'server', run: () => Promise.resolve(done.push('removed')) });
    });
    const torn = tearDown(scenario);
    resolve(undefined);
    assert.deepEqual(await torn, []);
    await making;
    assert.deepEqual(done, ['removed']);
  });

  it('says what it could not do, and does the rest', async () => {
    scenario.undo.push({ what: 'repair: x', run: () => Promise.reject(new Error('no\nway')) });
    server.refuse = (method, path) =>
      method === 'DELETE' && path.endsWith('-other')
        ? { status: 500, body: { message: 'etcd is away' } }
        : undefined;
    assert.deepEqual(await tearDown(scenario), ['repair: x: no', `namespace ${own}-other: etcd is away`]);
    assert.ok(!server.objects.has(`/api/v1/namespaces/${own}`));
  });

  it('keeps the note of damage that was not repaired', async () => {
    const struck: string[] = [];
    const live = { damage: (what: string) => Promise.resolve(() => Promise.resolve(struck.push(what))) };
    const broken = fakeScenario(api, live);
    await broken.breaks('kube-proxy stopped', () => Promise.reject(new Error('no')));
    assert.deepEqual(await tearDown(broken), ['repair: kube-proxy stopped: no']);
    assert.deepEqual(struck, []);
  });

  it('repairs once what was broken twice, to what it was at first', async () => {
    const done: string[] = [];
    const broken = fakeScenario(api);
    await broken.breaks('CoreDNS scaled', () => Promise.resolve(done.push('to 2')));
    await broken.breaks('CoreDNS scaled', () => Promise.resolve(done.push('to 0')));
    await tearDown(broken);
    assert.deepEqual(done, ['to 2']);
  });

  it('does nothing the second time', async () => {
    await tearDown(scenario);
    server.calls.length = 0;
    assert.deepEqual(await tearDown(scenario), []);
    assert.deepEqual(server.calls, []);
  });
});

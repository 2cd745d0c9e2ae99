import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { Api } from '../kubectl/api.ts';
import { FakeApiServer } from '../testing/fake-api-server.ts';
import { noteDamage, recall } from './kind-memory.ts';

const path = '/api/v1/namespaces/reachform-system/configmaps/reachform';

describe('what a kind cluster remembers', () => {
  let server: FakeApiServer;
  let api: Api;
  beforeEach(async () => {
    server = new FakeApiServer();
    api = new Api(await server.start());
    await api.apply({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'reachform', namespace: 'reachform-system' },
      data: { fingerprint: 'f', 'damage-1': `${hostname()}/999999999 node worker stopped` },
    } as never);
  });
  afterEach(async () => {
    api.close();
    await server.stop();
  });

  it('is damage of runs that are over', async () => {
    assert.deepEqual((await recall(api))?.damage, ['node worker stopped']);
  });

  it('is no damage of a run that goes on: it repairs its own', async () => {
    await noteDamage(api, 'CoreDNS scaled');
    assert.match(JSON.stringify(server.objects.get(path)), /CoreDNS scaled/);
    assert.ok(!(await recall(api))?.damage.includes('CoreDNS scaled'));
  });
});

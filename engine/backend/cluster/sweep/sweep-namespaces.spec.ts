import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { Api } from '../kubectl/api.ts';
import { FakeApiServer } from '../testing/fake-api-server.ts';
import { thisProcess } from '../tools/process-mark.ts';
import { sweepNamespaces } from './sweep-namespaces.ts';

describe('sweepNamespaces', () => {
  let server: FakeApiServer;
  let api: Api;
  const make = (name: string, mark: string) =>
    api.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name,
        labels: { 'reachform.dev/run': 'x' },
        annotations: { 'reachform.dev/process': mark },
      },
    });
  beforeEach(async () => {
    server = new FakeApiServer();
    api = new Api(await server.start());
    await make('reachform-dead', `${hostname()}/999999999`);
    await make('reachform-live', thisProcess);
  });
  afterEach(async () => {
    api.close();
    await server.stop();
  });

  it('removes what a crashed run left, and leaves a run that goes on', async () => {
    assert.deepEqual(await sweepNamespaces(api, { running: false }), ['reachform-dead']);
    assert.deepEqual([...server.objects.keys()], ['/api/v1/namespaces/reachform-live']);
  });

  it('removes everything when told so', async () => {
    assert.deepEqual(await sweepNamespaces(api, { running: true }), ['reachform-dead', 'reachform-live']);
    assert.equal(server.objects.size, 0);
  });
});

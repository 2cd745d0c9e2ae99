import assert from 'node:assert/strict';
import { ClusterError } from '../../../errors/index.ts';
import { FakeApiServer } from '../testing/fake-api-server.ts';
import { Api } from './api.ts';
import { ApiError, unlessMissing } from './api-error.ts';
import { resources } from './resource-paths.ts';

describe('Api', () => {
  let server: FakeApiServer;
  let api: Api;
  beforeEach(async () => {
    server = new FakeApiServer();
    api = new Api(await server.start());
  });
  afterEach(async () => {
    api.close();
    await server.stop();
  });
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'rf' } };

  it('applies an object where its kind lives, and finds it again', async () => {
    await api.apply(pod);
    assert.deepEqual(server.calls, ['GET /api/v1', 'PATCH /api/v1/namespaces/rf/pods/a']);
    assert.deepEqual(await api.get(resources.pods, 'rf', 'a'), pod);
  });

  it('asks only once which kinds there are', async () => {
    await api.apply(pod);
    await api.apply({ ...pod, metadata: { name: 'b', namespace: 'rf' } });
    assert.equal(server.calls.filter((call) => call === 'GET /api/v1').length, 1);
  });

  it('puts the kind back that a list leaves out', async () => {
    await api.apply({ metadata: pod.metadata, apiVersion: 'v1', kind: 'Pod' });
    const [first] = await api.list(resources.pods, 'rf');
    assert.equal(first?.kind, 'Pod');
    assert.equal(first?.apiVersion, 'v1');
  });

  it('says with the reason and the fields what the server refuses', async () => {
    const causes = [{ field: 'spec.ports[0].nodePort', message: 'taken' }];
    server.refuse = (method) =>
      method === 'PATCH'
        ? { status: 422, body: { reason: 'Invalid', message: 'no good', details: { causes } } }
        : undefined;
    await assert.rejects(api.apply(pod), (error: unknown) => {
      assert.ok(error instanceof ApiError);
      assert.deepEqual([error.status, error.reason, error.message], [422, 'Invalid', 'no good']);
      assert.deepEqual(error.causes, causes);
      return true;
    });
  });

  it('knows when the cluster has no such kind', async () => {
    const gateway = { apiVersion: 'v1', kind: 'Gateway', metadata: { name: 'a' } };
    await assert.rejects(api.apply(gateway), /this cluster has no kind Gateway in v1/);
  });

  it('takes a missing object for nothing, and no other failure', async () => {
    assert.equal(await unlessMissing(api.get(resources.pods, 'rf', 'gone')), undefined);
    server.refuse = () => ({ status: 500, body: { message: 'etcd is away' } });
    await assert.rejects(unlessMissing(api.get(resources.pods, 'rf', 'gone')), /etcd is away/);
  });

  it('is a cluster that can not be used when nobody answers', async () => {
    const lost = new Api('/nowhere/api.sock');
    await assert.rejects(lost.list(resources.pods), (error: unknown) => {
      assert.ok(error instanceof ClusterError);
      assert.match(error.message, /the API server of the cluster does not answer/);
      assert.match(error.message, /GET \/api\/v1\/pods/);
      return true;
    });
    lost.close();
  });
});

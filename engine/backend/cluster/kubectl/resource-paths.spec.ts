import assert from 'node:assert/strict';
import { resourcePath, resources } from './resource-paths.ts';

describe('resourcePath', () => {
  it('is where the API server keeps an object or a collection', () => {
    assert.equal(resourcePath(resources.pods, 'shop', 'a'), '/api/v1/namespaces/shop/pods/a');
    assert.equal(resourcePath(resources.pods, 'shop'), '/api/v1/namespaces/shop/pods');
    assert.equal(resourcePath(resources.pods), '/api/v1/pods');
    assert.equal(
      resourcePath(resources.deployments, 'shop', 'd'),
      '/apis/apps/v1/namespaces/shop/deployments/d',
    );
    assert.equal(
      resourcePath(resources.slices, 'shop'),
      '/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices',
    );
    assert.equal(resourcePath(resources.nodes, undefined, 'n'), '/api/v1/nodes/n');
    assert.equal(resourcePath(resources.nodes, 'ignored', 'n'), '/api/v1/nodes/n');
  });
});

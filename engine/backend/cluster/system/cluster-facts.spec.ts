import assert from 'node:assert/strict';
import { cniOf } from './cluster-facts.ts';

describe('the network plugin of a cluster', () => {
  it('is known by the name of its agent', () => {
    assert.equal(cniOf(['kindnet', 'kube-proxy']), 'kindnet');
    assert.equal(cniOf(['calico-node', 'kube-proxy']), 'Calico');
    assert.equal(cniOf(['cilium', 'cilium-envoy']), 'Cilium');
    assert.equal(cniOf(['kube-flannel-ds']), 'Flannel');
  });

  it('is unknown where nothing tells', () => {
    assert.equal(cniOf([]), 'unknown');
    assert.equal(cniOf(['kube-proxy', 'my-cilium-backup']), 'unknown');
  });
});

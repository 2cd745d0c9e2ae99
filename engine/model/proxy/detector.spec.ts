import assert from 'node:assert/strict';
import { viewOf } from '../path/view.ts';
import { world, type WorldOptions } from '../world.spec.ts';

/** cmd/kube-proxy getLocalDetectors */
describe('what tells pod traffic from other traffic', () => {
  const detector = (proxy: WorldOptions['proxy'] = {}) => {
    const view = viewOf(world([], { proxy }));
    return view.proxy(view.network.nodes.get('worker')!).detectors.IPv4;
  };

  it('is the first range of a family, and no other', () => {
    const one = detector({ clusterCIDRs: ['fd00::/64', '10.1.0.0/16', '10.2.0.0/16'] });
    assert.ok(one.exists);
    assert.deepEqual(
      ['10.1.0.5', '10.2.0.5', 'fd00::5', '192.0.2.1'].map((source) => one.isPod(source, true)),
      [true, false, false, false],
    );
    // Asked again, it says the same.
    assert.ok(one.isPod('10.1.0.5', false));
  });

  it('is nothing where no range of the family is known', () => {
    const one = detector({ clusterCIDRs: ['fd00::/64'] });
    assert.ok(!one.exists);
    assert.ok(!one.isPod('10.244.1.5', true));
  });

  it("is the node's own range in mode NodeCIDR", () => {
    const one = detector({ detectLocalMode: 'NodeCIDR' });
    assert.ok(one.isPod('10.244.1.5', false));
    assert.ok(!one.isPod('10.244.2.5', false));
  });

  it('is where a packet comes in, in the modes that look at interfaces', () => {
    const one = detector({ detectLocalMode: 'BridgeInterface' });
    assert.ok(one.isPod('192.0.2.1', true));
    assert.ok(!one.isPod('10.244.1.5', false));
  });
});

import assert from 'node:assert/strict';
import { world } from '../world.spec.ts';
import { gatesOf } from './gates.ts';

const old = 'service.kubernetes.io/topology-aware-hints';
const mode = 'service.kubernetes.io/topology-mode';

describe('the annotation that makes proxies obey hints (KEP-2433)', () => {
  const cases = [
    [21, { [old]: 'auto' }, true],
    [21, { [old]: 'Auto' }, false],
    [21, {}, false],
    [24, { [old]: 'auto' }, true],
    [24, { [old]: 'Auto' }, true],
    [24, { [old]: 'AUTO' }, false],
    [24, { [mode]: 'Auto' }, false],
    [24, {}, false],
    [27, { [mode]: 'Auto' }, true],
    [27, { [mode]: 'anything' }, true],
    [27, { [mode]: 'Disabled' }, false],
    [27, { [old]: 'disabled', [mode]: 'Auto' }, false],
    [27, {}, false],
    [31, {}, true],
  ] as const;
  for (const [minor, annotations, obeyed] of cases) {
    it(`of 1.${minor} with ${JSON.stringify(annotations)}: ${obeyed}`, () => {
      const { cluster } = world([], { minor, proxy: { featureGates: { TopologyAwareHints: true } } });
      assert.equal(gatesOf(cluster).zoneHints(annotations), obeyed);
    });
  }

  it('does nothing where the gate is off', () => {
    const { cluster } = world([], { minor: 24, proxy: { featureGates: { TopologyAwareHints: false } } });
    assert.equal(gatesOf(cluster).zoneHints({ [old]: 'auto' }), false);
  });
});

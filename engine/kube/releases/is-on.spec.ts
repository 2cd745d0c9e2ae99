import assert from 'node:assert/strict';
import { gates, type GateName } from './gates.ts';
import type { Gate, GateSettings } from './gate.ts';
import { isOn, milestoneOf } from './is-on.ts';

const minor = (minor: number) => ({ major: 1, minor });

describe('a feature gate', () => {
  const rows: readonly (readonly [GateName, number, GateSettings, boolean, string])[] = [
    ['ProxyTerminatingEndpoints', 21, { ProxyTerminatingEndpoints: true }, false, 'does not exist yet'],
    ['ProxyTerminatingEndpoints', 22, {}, false, 'alpha is off'],
    ['ProxyTerminatingEndpoints', 25, { ProxyTerminatingEndpoints: true }, true, 'alpha can be switched on'],
    ['ProxyTerminatingEndpoints', 25, { AllAlpha: true }, true, 'alpha with all others'],
    ['ProxyTerminatingEndpoints', 25, { AllBeta: true }, false, 'alpha is no beta'],
    ['ProxyTerminatingEndpoints', 26, {}, true, 'beta is on'],
    [
      'ProxyTerminatingEndpoints',
      27,
      { ProxyTerminatingEndpoints: false },
      false,
      'beta can be switched off',
    ],
    ['ProxyTerminatingEndpoints', 27, { AllBeta: false }, false, 'beta with all others'],
    [
      'ProxyTerminatingEndpoints',
      27,
      { AllBeta: false, ProxyTerminatingEndpoints: true },
      true,
      'its own name counts before all',
    ],
    ['ProxyTerminatingEndpoints', 28, { ProxyTerminatingEndpoints: false }, true, 'GA is locked'],
    ['TopologyAwareHints', 23, {}, false, 'a beta that is off'],
    ['TopologyAwareHints', 24, {}, true, 'the same beta, on'],
    ['MultiCIDRServiceAllocator', 33, { MultiCIDRServiceAllocator: false }, false, 'GA, not locked yet'],
    ['MultiCIDRServiceAllocator', 34, { MultiCIDRServiceAllocator: false }, true, 'GA, locked'],
    ['ServiceTopology', 21, { ServiceTopology: true }, true, 'deprecated can be switched on'],
    ['ServiceTopology', 22, { ServiceTopology: true }, false, 'gone'],
  ];
  for (const [name, release, settings, expected, why] of rows) {
    it(`${why}: ${name} in 1.${release} ${JSON.stringify(settings)}`, () => {
      assert.equal(isOn(name, minor(release), settings), expected);
    });
  }

  it('has no milestone before its first and after it is gone', () => {
    assert.deepEqual(
      [16, 17, 21, 22].map((release) => milestoneOf('ServiceTopology', minor(release))?.stage),
      [undefined, 'alpha', 'deprecated', undefined],
    );
  });
});

describe('the table of gates', () => {
  const rows = Object.entries<Gate>(gates);

  it('is sorted by name, and each gate by release', () => {
    const names = rows.map(([name]) => name);
    assert.deepEqual(names, names.toSorted());
    for (const [name, { milestones }] of rows) {
      const minors = milestones.map(({ since }) => Number(since.split('.')[1]));
      assert.deepEqual(
        minors,
        [...new Set(minors)].toSorted((a, b) => a - b),
        name,
      );
    }
  });

  it('cites evidence for each', () => {
    for (const [name, { evidence, means }] of rows) {
      assert.match(evidence, /^(KEP-\d+|(spec|status)\.\w+)/, name);
      assert.match(means, /^[\w' ,-]+$/, name);
    }
  });
});

import assert from 'node:assert/strict';
import { checkGates, parseGates, type WrittenGate } from './written-gates.ts';

const gate = (name: string, on: boolean): WrittenGate => ({ name, on, path: `featureGates.${name}` });
const check = (minor: number, ...gates: readonly WrittenGate[]): readonly string[] => {
  const { problems, warnings } = checkGates(gates, { major: 1, minor });
  return [...problems, ...warnings.map((one) => ({ ...one, what: `warning: ${one.what}` }))].map(
    ({ what, expected, hint }) => [what, expected, hint].filter((text) => text !== undefined).join(' | '),
  );
};

describe('gates that a file switches', () => {
  it('may be alpha or beta in the release', () => {
    assert.deepEqual(check(25, gate('ProxyTerminatingEndpoints', true)), []);
    assert.deepEqual(check(27, gate('ProxyTerminatingEndpoints', false)), []);
    assert.deepEqual(check(27, gate('AllAlpha', true), gate('AllBeta', false)), []);
  });

  it('can be set to what they are locked to, not to anything else', () => {
    assert.deepEqual(check(28, gate('ProxyTerminatingEndpoints', true)), []);
    assert.deepEqual(check(28, gate('ProxyTerminatingEndpoints', false)), [
      "featureGates.ProxyTerminatingEndpoints: can't be switched, it is locked to true in Kubernetes 1.28 | alpha since 1.22, beta since 1.26, GA since 1.28",
    ]);
  });

  it('must exist in the release', () => {
    assert.deepEqual(check(21, gate('ProxyTerminatingEndpoints', true)), [
      'featureGates.ProxyTerminatingEndpoints: Kubernetes 1.21 has no such gate | alpha since 1.22, beta since 1.26, GA since 1.28',
    ]);
    assert.deepEqual(check(22, gate('ServiceTopology', true)), [
      'featureGates.ServiceTopology: Kubernetes 1.22 has no such gate | alpha since 1.17, deprecated since 1.21, gone since 1.22',
    ]);
  });

  it('that decide no flow are let through, unless one that does is nearly spelt so', () => {
    assert.deepEqual(check(35, gate('InPlacePodVerticalScaling', true)), []);
    assert.deepEqual(check(35, gate('TopologyAwareHint', true)), [
      'warning: featureGates.TopologyAwareHint: no gate of this name decides a flow | TopologyAwareHints',
    ]);
  });
});

describe('the argument --feature-gates', () => {
  it('is a list of pairs', () => {
    assert.deepEqual(parseGates('A=true, B=False,C=maybe,,D'), { A: true, B: false });
    assert.deepEqual(parseGates(''), {});
  });
});

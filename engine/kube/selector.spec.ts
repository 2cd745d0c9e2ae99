import assert from 'node:assert/strict';
import {
  formatSelector,
  matchesLabels,
  matchesNodeSelectorTerm,
  matchesRequirement,
  matchesSelector,
} from './selector.ts';

const labels = { app: 'web', tier: '', cores: '8' };

describe('a selector by equality', () => {
  it('picks what has all of its labels', () => {
    assert.ok(matchesLabels({ app: 'web' }, labels));
    assert.ok(matchesLabels({ app: 'web', tier: '' }, labels));
    assert.ok(!matchesLabels({ app: 'web', tier: 'front' }, labels));
    assert.ok(!matchesLabels({ missing: '' }, labels));
    assert.ok(!matchesLabels({ app: 'web' }, undefined));
  });

  it('picks everything if it is empty', () => assert.ok(matchesLabels({}, undefined)));

  it('is printed in the order of its keys', () => {
    assert.equal(formatSelector({ tier: 'front', app: 'web' }), 'app=web,tier=front');
  });
});

describe('a requirement', () => {
  const cases = [
    ['app', 'In', ['db', 'web'], true],
    ['app', 'In', ['db'], false],
    ['missing', 'In', ['web'], false],
    ['app', 'NotIn', ['db'], true],
    ['app', 'NotIn', ['web'], false],
    ['missing', 'NotIn', ['web'], true],
    ['tier', 'Exists', [], true],
    ['missing', 'Exists', [], false],
    ['tier', 'DoesNotExist', [], false],
    ['missing', 'DoesNotExist', [], true],
    ['cores', 'Gt', ['7'], true],
    ['cores', 'Gt', ['8'], false],
    ['cores', 'Lt', ['10'], true],
    ['cores', 'Lt', ['8'], false],
    ['missing', 'Lt', ['8'], false],
    ['app', 'Gt', ['1'], false],
    ['cores', 'Gt', ['many'], false],
    ['cores', 'Gt', [], false],
  ] as const;
  for (const [key, operator, values, holds] of cases) {
    it(`${key} ${operator} ${values.join(',')}: ${holds}`, () =>
      assert.equal(matchesRequirement({ key, operator, values }, labels), holds));
  }
});

describe('a label selector', () => {
  it('wants labels and expressions alike', () => {
    const selector = {
      matchLabels: { app: 'web' },
      matchExpressions: [{ key: 'cores', operator: 'In', values: ['4'] }],
    } as const;
    assert.ok(!matchesSelector(selector, labels));
    assert.ok(matchesSelector(selector, { ...labels, cores: '4' }));
    assert.ok(matchesSelector({}, undefined));
  });
});

describe('a term of a node affinity', () => {
  const node = { name: 'worker', labels };

  it('picks by labels and by name', () => {
    assert.ok(
      matchesNodeSelectorTerm({ matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['4'] }] }, node),
    );
    const matchFields = [{ key: 'metadata.name', operator: 'In', values: ['worker'] }] as const;
    assert.ok(matchesNodeSelectorTerm({ matchFields }, node));
    assert.ok(!matchesNodeSelectorTerm({ matchFields }, { ...node, name: 'worker2' }));
  });

  it('picks no node if it is empty, unlike other selectors', () => {
    assert.ok(!matchesNodeSelectorTerm({}, node));
    assert.ok(!matchesNodeSelectorTerm({ matchExpressions: [] }, node));
  });
});

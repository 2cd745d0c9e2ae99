import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { FeatureResult, ScenarioResult } from '../index.ts';
import { conformanceMarkdown, conformanceOf, conformanceYaml } from './index.ts';

const about = {
  version: '0.1.0',
  profiles: [] as readonly string[],
  cluster: {
    backEnd: 'context:a',
    kubernetes: 'v1.35.8',
    proxyMode: 'iptables',
    cni: 'unknown',
    nodes: 2,
  },
};

function scenario(line: number, more: Partial<ScenarioResult> = {}): ScenarioResult {
  return { name: `scenario ${line}`, file: 'x', line, status: 'passed', messages: [], ...more };
}

function feature(file: string, ...scenarios: readonly ScenarioResult[]): FeatureResult {
  return { name: `about ${file}`, file: `../package/features/${file}`, scenarios };
}

const leftOut = new Map([['context:a', 'it has no second node']]);

describe('a conformance report', () => {
  it('counts what passed, failed and could not be asked', () => {
    const conformance = conformanceOf(about, [
      feature('b.feature', scenario(9), scenario(3, { leftOut })),
      feature('a.feature', scenario(3, { status: 'failed', messages: ['no', 'never'] })),
      feature('c.feature', scenario(3, { leftOut })),
    ]);
    assert.deepEqual(conformance.totals, { passed: 1, failed: 1, notSupported: 2 });
    assert.deepEqual(
      conformance.features.map(({ file, status }) => [file, status]),
      [
        ['a.feature', 'failed'],
        ['b.feature', 'passed'],
        ['c.feature', 'not supported'],
      ],
    );
    assert.deepEqual(
      conformance.features[1]?.scenarios.map(({ line, status, reason }) => [line, status, reason]),
      [
        [3, 'not supported', 'it has no second node'],
        [9, 'passed', undefined],
      ],
    );
    assert.equal(conformance.features[0]?.scenarios[0]?.reason, 'no\n\nnever');
  });

  it('takes no scenario for passed that did not pass', () => {
    const { features } = conformanceOf(about, [
      feature('a.feature', scenario(1, { status: 'skipped' }), scenario(2, { status: 'failed', leftOut })),
    ]);
    assert.deepEqual(
      features[0]?.scenarios.map(({ status }) => status),
      ['failed', 'failed'],
    );
  });

  it('counts only what the tested cluster left out', () => {
    const others = new Map([['kind', 'its Kubernetes is another']]);
    const { totals } = conformanceOf(about, [feature('a.feature', scenario(1, { leftOut: others }))]);
    assert.deepEqual(totals, { passed: 1, failed: 0, notSupported: 0 });
  });

  it('is the same for the same results in another order', () => {
    const a = feature('a.feature', scenario(1), scenario(2));
    const b = feature('b.feature', scenario(1));
    const turned = { ...a, scenarios: a.scenarios.toReversed() };
    assert.equal(
      conformanceYaml(conformanceOf(about, [a, b])),
      conformanceYaml(conformanceOf(about, [b, turned])),
    );
  });

  it('is YAML for programs', () => {
    const text = conformanceYaml(conformanceOf(about, [feature('a.feature', scenario(1))]));
    assert.deepEqual(parse(text), {
      apiVersion: 'reachform.dev/conformance/v1',
      reachform: '0.1.0',
      profiles: [],
      cluster: about.cluster,
      totals: { passed: 1, failed: 0, notSupported: 0 },
      features: [
        {
          name: 'about a.feature',
          file: 'a.feature',
          status: 'passed',
          passed: 1,
          failed: 0,
          notSupported: 0,
          scenarios: [{ name: 'scenario 1', line: 1, status: 'passed' }],
        },
      ],
    });
  });

  it('is Markdown for people, with every reason', () => {
    const text = conformanceMarkdown(
      conformanceOf({ ...about, profiles: ['core'] }, [
        feature('a.feature', scenario(1), scenario(4, { status: 'failed', messages: ['a | b\n```'] })),
        feature('b.feature', scenario(3, { leftOut })),
      ]),
    );
    assert.equal(
      text,
      [
        '# Conformance of context:a',
        '',
        '**Failed**: 1 scenarios passed, 1 failed, 1 not supported.',
        '',
        '| | |',
        '|---|---|',
        '| Kubernetes | v1.35.8 |',
        '| proxy mode | iptables |',
        '| CNI | unknown |',
        '| nodes | 2 |',
        '| profiles | core |',
        '| Reachform | 0.1.0 |',
        '',
        '| feature | passed | failed | not supported | |',
        '|---|---|---|---|---|',
        '| about a.feature | 1 | 1 | 0 | failed |',
        '| about b.feature | 0 | 0 | 1 | not supported |',
        '',
        '## Failed',
        '',
        '### a.feature:4 scenario 4',
        '',
        '```text',
        'a | b',
        "'''",
        '```',
        '',
        '## Not supported',
        '',
        '| scenario | reason |',
        '|---|---|',
        '| b.feature:3 scenario 3 | it has no second node |',
        '',
      ].join('\n'),
    );
  });

  it('says where nothing ran', () => {
    const text = conformanceMarkdown(conformanceOf(about, [feature('a.feature', scenario(1, { leftOut }))]));
    assert.match(text, /\*\*Nothing ran\*\*: 0 scenarios passed, 0 failed, 1 not supported\./);
  });
});

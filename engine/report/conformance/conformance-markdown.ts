import type { Conformance, ConformanceFeature, ConformanceScenario } from './conformance.ts';

/** The report for people: totals, a table of features, then every reason. */
export function conformanceMarkdown({ version, cluster, profiles, totals, features }: Conformance): string {
  const failed = withStatus(features, 'failed');
  const missing = withStatus(features, 'not supported');
  return `${[
    `# Conformance of ${cluster.backEnd}`,
    '',
    `**${totals.failed > 0 ? 'Failed' : totals.passed > 0 ? 'Passed' : 'Nothing ran'}**: ` +
      `${totals.passed} scenarios passed, ${totals.failed} failed, ${totals.notSupported} not supported.`,
    '',
    '| | |',
    '|---|---|',
    ...[
      ['Kubernetes', cluster.kubernetes],
      ['proxy mode', cluster.proxyMode],
      ['CNI', cluster.cni],
      ['nodes', String(cluster.nodes)],
      ['profiles', profiles.join(', ') || 'all'],
      ['Reachform', version],
    ].map((row) => line(row)),
    '',
    '| feature | passed | failed | not supported | |',
    '|---|---|---|---|---|',
    ...features.map(({ name, passed, failed: bad, notSupported, status }) =>
      line([name, ...[passed, bad, notSupported].map(String), status]),
    ),
    ...(failed.length > 0 ? ['', '## Failed', ...failed.flatMap((one) => failure(one))] : []),
    ...(missing.length > 0
      ? [
          '',
          '## Not supported',
          '',
          '| scenario | reason |',
          '|---|---|',
          ...missing.map(({ feature, scenario }) =>
            line([`${feature.file}:${scenario.line} ${scenario.name}`, scenario.reason ?? '']),
          ),
        ]
      : []),
  ].join('\n')}\n`;
}

interface Found {
  readonly feature: ConformanceFeature;
  readonly scenario: ConformanceScenario;
}

function withStatus(
  features: readonly ConformanceFeature[],
  status: ConformanceScenario['status'],
): readonly Found[] {
  return features.flatMap((feature) =>
    feature.scenarios
      .filter((scenario) => scenario.status === status)
      .map((scenario) => ({ feature, scenario })),
  );
}

function failure({ feature, scenario }: Found): readonly string[] {
  const fence = '```';
  const reason = (scenario.reason ?? '').replaceAll(fence, "'''");
  return [
    '',
    `### ${feature.file}:${scenario.line} ${scenario.name}`,
    '',
    `${fence}text`,
    ...reason.split('\n').map((text) => text.trimEnd()),
    fence,
  ];
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

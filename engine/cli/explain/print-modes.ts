import { formatVersion, modesAt, proxyModes, sayLife, type Cluster } from '../../kube/index.ts';
import { modeTable, type ModeDifference } from '../../model/index.ts';
import { columns, leftRight, wrap } from '../../report/index.ts';

/** Everything that proxy modes do differently at a cluster's release, in lines for a terminal. */
export function modeLines({ version, proxy }: Cluster): readonly string[] {
  const modes = modesAt(version, proxy.featureGates);
  const lives = columns(proxyModes.map((mode) => [`  ${mode}`, sayLife(mode)]));
  const topics = modeTable(modes, version).flatMap(({ title, rows }) => [
    '',
    title,
    ...rows.flatMap((row) => ['', ...rowLines(row)]),
  ]);
  return [
    ...leftRight(['what proxy modes do differently'], `Kubernetes ${formatVersion(version)}`, 96),
    '',
    ...lives,
    ...topics,
  ];
}

function rowLines({ about, evidence, cases }: ModeDifference): string[] {
  const names = cases.map(({ modes }) => modes.join(', '));
  const indent = Math.max(...names.map((name) => name.length)) + 7;
  const answers = cases.flatMap(({ does }, i) =>
    wrap(does, 96 - indent).map((line, n) =>
      n === 0 ? `    ${(names[i] ?? '').padEnd(indent - 4)}${line}` : ' '.repeat(indent) + line,
    ),
  );
  return [
    ...wrap(about, 92).map((line) => `  ${line}`),
    ...answers,
    ...wrap(`(${evidence})`, 92).map((line) => `    ${line}`),
  ];
}

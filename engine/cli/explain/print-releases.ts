import { behaviourRows, featureRows, knownRange } from '../../kube/index.ts';
import { columns, leftRight, wrap } from '../../report/index.ts';

/** Everything that releases do differently, in lines for a terminal. */
export function releaseLines(): readonly string[] {
  const features = featureRows();
  const stages = columns([
    ['  gate', 'alpha', 'on', 'GA', ''],
    ...features.map(({ name, alpha = '-', on = '-', ga = '-', end = '' }) => [
      `  ${name}`,
      alpha,
      on,
      ga,
      end,
    ]),
  ]);
  return [
    ...leftRight(['what releases do differently'], `Kubernetes ${knownRange()}`, 96),
    '',
    'feature gates',
    '',
    ...stages,
    '',
    'what they turn on',
    ...features.flatMap(({ name, means, evidence }) => [
      '',
      `  ${name}`,
      ...wrapped(`${means} (${evidence})`),
    ]),
    '',
    'what changed without a gate',
    ...behaviourRows().flatMap(({ means, evidence, cases }) => {
      const width = Math.max(...cases.map(({ when }) => when.length)) + 3;
      return [
        '',
        ...wrap(means, 92).map((line) => `  ${line}`),
        ...cases.flatMap(({ when, does }) =>
          wrap(does, 92 - width).map((line, i) => `    ${(i === 0 ? when : '').padEnd(width)}${line}`),
        ),
        ...wrapped(`(${evidence})`),
      ];
    }),
  ];
}

function wrapped(text: string): string[] {
  return wrap(text, 92).map((line) => `    ${line}`);
}

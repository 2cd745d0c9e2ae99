import { formatAnswer, type Answer, type Flow } from '../../flow/index.ts';
import {
  formatVersion,
  modesAt,
  proxyModes,
  sayLife,
  withProxyMode,
  type ProxyMode,
} from '../../kube/index.ts';
import { resolve, type State } from '../../model/index.ts';
import { columns, leftRight, traceLines, wrap } from '../../report/index.ts';
import { saySource } from './say-source.ts';

interface InMode {
  readonly mode: ProxyMode;
  readonly answer: Answer;
}

/** One flow in every mode that the release has: the answers side by side, then how each was decided. */
export function comparisonLines(
  state: State,
  flow: Flow,
  title: string,
  namespace: string,
): readonly string[] {
  const { version, proxy } = state.cluster;
  const available = modesAt(version, proxy.featureGates);
  const answers = available.map((mode): InMode => ({
    mode,
    answer: resolve({ ...state, cluster: withProxyMode(state.cluster, mode) }, flow),
  }));
  const missing = proxyModes.filter((mode) => !available.includes(mode));
  const groups = groupBy(answers, ({ answer }) => decisions(answer).join('\n'));
  return [
    ...leftRight([title], `Kubernetes ${formatVersion(version)}`, 96),
    '',
    ...columns(
      answers.map(({ mode, answer }) => [
        `  ${mode}`,
        formatAnswer(answer, namespace, true),
        saySource(answer.source),
      ]),
    ),
    ...missing.map((mode) => `  no mode ${mode}: it exists ${sayLife(mode)}`),
    ...groups.flatMap((group) => ['', ...explained(group)]),
  ];
}

function explained(group: readonly [InMode, ...InMode[]]): string[] {
  const [{ answer }] = group;
  const modes = group.map(({ mode }) => mode).join(', ');
  const isSaid = answer.trace.some(({ decision }) => decision === answer.reason);
  const reason =
    answer.reason === undefined || isSaid ? [] : wrap(answer.reason, 92).map((line) => `    ${line}`);
  return [...traceLines(answer.trace, `how it is decided in mode ${modes}`), ...reason].map((line) =>
    line === '' ? '' : `  ${line}`,
  );
}

function decisions({ trace, result, reason = '' }: Answer): string[] {
  return [result, reason, ...trace.map(({ rule, decision }) => `${rule} ${decision}`)];
}

function groupBy(
  list: readonly InMode[],
  keyOf: (one: InMode) => string,
): (readonly [InMode, ...InMode[]])[] {
  const groups = new Map<string, [InMode, ...InMode[]]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return [...groups.values()];
}

import type { Pod } from '../../../kube/index.ts';
import { age, humanDuration } from '../human-duration.ts';
import { printer } from '../printer.ts';
import { summarize } from './pod-summary.ts';

/** `printPod` of kubernetes/pkg/printers/internalversion. */
export const podPrinter = printer<Pod>(
  'Pod',
  'Name | Ready | Status | Restarts | Age | +IP | +Node | +Nominated Node | +Readiness Gates',
  (pod, { now }) => {
    const { ready, total, status, restarts, lastRestart } = summarize(pod);
    const since = lastRestart === undefined ? '' : ` (${humanDuration(now - lastRestart)} ago)`;
    return [
      pod.metadata.name,
      `${ready}/${total}`,
      status,
      restarts === 0 ? '0' : `${restarts}${since}`,
      age(pod.metadata.creationTimestamp, now),
      (pod.status?.podIPs?.[0]?.ip ?? pod.status?.podIP) || '<none>',
      pod.spec.nodeName || '<none>',
      (pod.status as { nominatedNodeName?: string } | undefined)?.nominatedNodeName || '<none>',
      readinessGates(pod),
    ];
  },
);

function readinessGates({ spec, status }: Pod): string {
  const gates = spec.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const isTrue = (wanted: string) =>
    status?.conditions?.find(({ type }) => type === wanted)?.status === 'True';
  return `${gates.filter(({ conditionType }) => isTrue(conditionType)).length}/${gates.length}`;
}

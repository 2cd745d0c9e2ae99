import type { Manifest, Pod } from '../../kube/index.ts';
import { isReady } from './pod-conditions.ts';

const costAnnotation = 'controller.kubernetes.io/pod-deletion-cost';
const phases = ['Pending', 'Unknown', 'Running'];

/**
 * The pods that a scale-down takes, in the order of `ActivePodsWithRanks`: unassigned, pending, not
 * ready, cheap, crowded ones first; among equals the newest.
 *
 * @param seen the workload's pods, oldest first
 */
export function victims(
  pods: readonly Manifest<Pod>[],
  count: number,
  seen: readonly string[],
): readonly Manifest<Pod>[] {
  const ages = new Map(seen.map((name, age) => [name, age]));
  const siblings = new Map<string, number>();
  for (const { object } of pods) {
    const node = object.spec.nodeName ?? '';
    siblings.set(node, (siblings.get(node) ?? 0) + 1);
  }
  const rank = ({ metadata, spec, status }: Pod): readonly number[] => [
    spec.nodeName ? 1 : 0,
    phases.indexOf(status?.phase ?? 'Pending'),
    isReady({ metadata, spec, status } as Pod) ? 1 : 0,
    Number(metadata.annotations?.[costAnnotation]) || 0,
    -siblings.get(spec.nodeName ?? '')!,
    -(ages.get(metadata.name) ?? Infinity),
  ];
  const ranked = pods.map((pod) => ({ pod, rank: rank(pod.object) }));
  ranked.sort((a, b) => compare(a.rank, b.rank));
  return ranked.slice(0, count).map(({ pod }) => pod);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return a[at]! < b[at]! ? -1 : 1;
}

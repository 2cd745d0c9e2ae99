import type { FieldPath } from '../../manifest.ts';
import type { PodSpec } from '../../types/pod.ts';
import type { Judge } from '../judge.ts';
import { qualifiedNameFaults } from '../names.ts';

/** Conditions that a pod waits for before it counts as ready (`validateReadinessGates`). */
export function validateReadinessGates(
  judge: Judge,
  gates: PodSpec['readinessGates'] = [],
  path: FieldPath,
): void {
  gates.forEach(({ conditionType }, i) =>
    judge.named([...path, i, 'conditionType'], conditionType, qualifiedNameFaults(conditionType)),
  );
}

/** What a pod waits for before it gets a node (`validateSchedulingGates`). */
export function validateSchedulingGates(
  judge: Judge,
  gates: PodSpec['schedulingGates'] = [],
  path: FieldPath,
): void {
  const seen = new Set<string>();
  gates.forEach(({ name = '' }, i) => {
    judge.named([...path, i], name, qualifiedNameFaults(name));
    if (seen.has(name)) judge.duplicate([...path, i], name);
    seen.add(name);
  });
}

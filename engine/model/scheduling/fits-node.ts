import { matchesLabels, matchesNodeSelectorTerm, type Node, type PodSpec } from '../../kube/index.ts';
import { isTolerated } from './tolerates.ts';

/** True if nodeSelector and required node affinity pick the node: one of the terms is enough. */
export function isSelected(spec: PodSpec, node: Node): boolean {
  const { name, labels } = node.metadata;
  if (spec.nodeSelector && !matchesLabels(spec.nodeSelector, labels)) return false;
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!required) return true;
  return required.nodeSelectorTerms.some((term) => matchesNodeSelectorTerm(term, { name, labels }));
}

/** True if no taint keeps the pod off: NoSchedule and NoExecute do, PreferNoSchedule does not. */
export function isAdmitted(spec: PodSpec, node: Node): boolean {
  const { taints = [], unschedulable } = node.spec ?? {};
  const all = unschedulable
    ? [...taints, { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const]
    : taints;
  return all.every((taint) => taint.effect === 'PreferNoSchedule' || isTolerated(taint, spec.tolerations));
}

/** Everything that the scheduler asks of a node but for its host ports. */
export function fitsNode(spec: PodSpec, node: Node): boolean {
  return isSelected(spec, node) && isAdmitted(spec, node);
}

import type { FieldPath } from '../../manifest.ts';
import type { PodSpec } from '../../types/pod.ts';
import type { Judge } from '../judge.ts';
import { validateLabels } from '../labels.ts';
import { dns1123LabelFaults, dns1123SubdomainFaults, type Reasons } from '../names.ts';
import { validateContainers } from './containers.ts';
import { validateDNSConfig, validateHostAliases } from './dns.ts';
import { validateReadinessGates, validateSchedulingGates } from './gates.ts';
import { validateHostNetwork } from './host-ports.ts';
import { validateInitContainers } from './init-containers.ts';
import { validateNodeAffinity } from './node-affinity.ts';
import { validateTolerations } from './tolerations.ts';

/** A pod's own spec, or the one that a workload makes pods of; of a StatefulSet's the names don't count. */
export type Owner = 'Pod' | 'StatefulSet' | 'workload';

/** Values that a field of a spec may have, in the API server's order. */
const choices = {
  restartPolicy: ['Always', 'OnFailure', 'Never'],
  dnsPolicy: ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'],
  preemptionPolicy: ['PreemptLowerPriority', 'Never'],
} as const;

/** Fields that hold a name, and what it must be. */
const names: readonly (readonly [NameField, (text: string) => Reasons])[] = [
  ['nodeName', dns1123SubdomainFaults],
  ['serviceAccountName', dns1123SubdomainFaults],
  ['priorityClassName', dns1123SubdomainFaults],
  ['runtimeClassName', dns1123SubdomainFaults],
  ['hostname', dns1123LabelFaults],
  ['subdomain', dns1123LabelFaults],
];
type NameField =
  'nodeName' | 'serviceAccountName' | 'priorityClassName' | 'runtimeClassName' | 'hostname' | 'subdomain';

/** Its controller puts other names there. */
const namedByStatefulSet = new Set<string>(['hostname', 'subdomain']);

const mostSeconds = 2 ** 31 - 1;

/**
 * `ValidatePodSpec`, of a spec with its defaults filled in: all but volumes, resources, security contexts and affinity
 * between pods.
 */
export function validatePodSpec(judge: Judge, spec: PodSpec, path: FieldPath, owner: Owner): void {
  validateContainers(judge, spec, path);
  validateInitContainers(judge, spec, path);
  validateHostNetwork(judge, spec, path, owner === 'Pod');
  for (const [field, allowed] of Object.entries(choices)) {
    judge.oneOf([...path, field], spec[field as keyof typeof choices], allowed);
  }
  for (const [field, faults] of names) {
    const text = spec[field];
    if (!text || (owner === 'StatefulSet' && namedByStatefulSet.has(field))) continue;
    judge.named([...path, field], text, faults(text));
  }
  validateLabels(judge, spec.nodeSelector, [...path, 'nodeSelector']);
  validateNodeAffinity(judge, spec.affinity?.nodeAffinity, [...path, 'affinity', 'nodeAffinity']);
  validateTolerations(judge, spec.tolerations, [...path, 'tolerations']);
  validateReadinessGates(judge, spec.readinessGates, [...path, 'readinessGates']);
  validateSchedulingGates(judge, spec.schedulingGates, [...path, 'schedulingGates']);
  validateDNSConfig(judge, spec, [...path, 'dnsConfig']);
  validateHostAliases(judge, spec.hostAliases, [...path, 'hostAliases']);
  const seconds = spec.activeDeadlineSeconds;
  if (seconds !== undefined && (seconds < 1 || seconds > mostSeconds)) {
    const why = `must be between 1 and ${mostSeconds}, inclusive`;
    judge.invalid([...path, 'activeDeadlineSeconds'], seconds, why);
  }
}

import type { FieldPath } from '../../manifest.ts';
import type { Container, PodSpec } from '../../types/pod.ts';
import type { Judge } from '../judge.ts';
import { dns1123LabelFaults, environmentFaults } from '../names.ts';
import { validateContainerPorts } from './container-ports.ts';
import { validateUniqueHostPorts } from './host-ports.ts';
import { validateLife } from './probes.ts';

/** Values that a field of a container may have, in the API server's order. */
const choices = {
  imagePullPolicy: ['Always', 'IfNotPresent', 'Never'],
  terminationMessagePolicy: ['File', 'FallbackToLogsOnError'],
  restartPolicy: ['Always', 'Never', 'OnFailure'],
} as const;

/** The containers that are a pod's work (`validateContainers`). */
export function validateContainers(judge: Judge, spec: PodSpec, path: FieldPath): void {
  const { containers } = spec;
  const own = [...path, 'containers'];
  if (containers.length === 0) judge.required(own);
  const names = new Set<string>();
  containers.forEach((container, i) => {
    validateContainer(judge, container, [...own, i]);
    if (names.has(container.name)) judge.duplicate([...own, i, 'name'], container.name);
    names.add(container.name);
    validateLife(judge, container, spec.terminationGracePeriodSeconds, [...own, i]);
  });
  validateUniqueHostPorts(judge, containers, (i) => [...own, i]);
}

/** What every container must be (`validateContainerCommon`). */
export function validateContainer(judge: Judge, container: Container, path: FieldPath): void {
  const { name, image, env, restartPolicy, restartPolicyRules } = container;
  if (name === '') judge.required([...path, 'name']);
  else judge.named([...path, 'name'], name, dns1123LabelFaults(name));
  if (!image) judge.required([...path, 'image']);
  validateContainerPorts(judge, container.ports, [...path, 'ports']);
  env?.forEach((variable, i) => {
    const at = [...path, 'env', i, 'name'];
    if (variable.name === '') judge.required(at);
    else judge.named(at, variable.name, environmentFaults(variable.name));
  });
  for (const [field, allowed] of Object.entries(choices)) {
    judge.oneOf([...path, field], container[field as keyof typeof choices], allowed);
  }
  if (restartPolicy === undefined && restartPolicyRules?.length) {
    judge.required([...path, 'restartPolicy'], 'must specify restartPolicy when restart rules are used');
  }
}

/** What a pod's images must be and a template's need not (`validateContainersOnlyForPod`). */
export function validateImages(judge: Judge, spec: PodSpec, path: FieldPath): void {
  for (const field of ['containers', 'initContainers'] as const) {
    spec[field]?.forEach(({ image = '' }, i) => {
      if (image.trim() === image) return;
      judge.invalid([...path, field, i, 'image'], image, 'must not have leading or trailing whitespace');
    });
  }
}

import type { PodTemplate } from '../../types/pod.ts';
import type { Workload } from '../../types/workload.ts';
import type { Judge } from '../judge.ts';
import { validateAnnotations, validateLabels } from '../labels.ts';
import { validatePodSpec } from '../pod/pod-spec.ts';

/** What a workload makes pods of (`ValidatePodTemplateSpec`). */
export function validateTemplate(
  judge: Judge,
  kind: Workload['kind'],
  { metadata, spec }: PodTemplate,
): void {
  const path = ['spec', 'template'];
  // The API server leaves out `metadata` when it calls them.
  const written = (field: string): string[] => [...path, 'metadata', field];
  validateLabels(judge, metadata?.labels, [...path, 'labels'], written('labels'));
  validateAnnotations(judge, metadata?.annotations, [...path, 'annotations'], written('annotations'));
  const owner = kind === 'StatefulSet' ? 'StatefulSet' : 'workload';
  validatePodSpec(judge, spec, [...path, 'spec'], owner);
}

import { canonicalJson, type PodTemplate } from '../../kube/index.ts';
import { stableHash } from '../stable-hash.ts';
import { safeEncode } from './names.ts';

export const podTemplateHashLabel = 'pod-template-hash';

const remembered = new WeakMap<PodTemplate, string>();

/** A template as text: equal templates give equal texts, whoever labelled them with their hash. */
export function canonicalTemplate(template: PodTemplate): string {
  let text = remembered.get(template);
  if (text === undefined) {
    text = canonicalJson({ ...template, metadata: { ...template.metadata, labels: ownLabels(template) } });
    remembered.set(template, text);
  }
  return text;
}

/** The name part that a template gives to its ReplicaSet: up to ten characters. */
export function hashOfTemplate(template: PodTemplate): string {
  return safeEncode(stableHash(canonicalTemplate(template)));
}

function ownLabels(template: PodTemplate): Record<string, string> {
  const { [podTemplateHashLabel]: _, ...labels } = { ...template.metadata?.labels };
  return labels;
}

import {
  defaultPodSpec,
  manifestOf,
  refOf,
  type FieldPath,
  type Manifest,
  type Pod,
  type PodSpec,
  type PodTemplate,
  type StringMap,
  type Workload,
} from '../../kube/index.ts';
import { ownedBy } from './owner.ts';

export interface PodWish {
  readonly name: string;
  /** Labels beside those of the template. */
  readonly labels?: StringMap | undefined;
  /** The template's spec if left out. */
  readonly spec?: PodSpec;
}

/** A pod made from a workload's template. Its fields were written in that template. */
export function makePod(owner: Manifest<Workload>, wish: PodWish): Manifest<Pod> {
  const { template } = owner.object.spec;
  const { labels, annotations } = template.metadata ?? {};
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: wish.name,
      namespace: refOf(owner.object).namespace,
      labels: { ...labels, ...wish.labels },
      ...(annotations && { annotations }),
      ownerReferences: [ownedBy(owner.object)],
    },
    spec: defaultPodSpec(wish.spec ?? template.spec),
  };
  return manifestOf(pod, owner, inTemplate);
}

/** Where a field of a pod stands in the workload that it was made from. */
function inTemplate(path: FieldPath): FieldPath {
  const [first, second] = path;
  if (first === 'spec') return ['spec', 'template', ...path];
  if (first === 'metadata' && (second === 'labels' || second === 'annotations')) {
    return ['spec', 'template', ...path];
  }
  return first === undefined ? [] : ['metadata', 'name'];
}

/** The template with a label added, as a Deployment labels it for its ReplicaSet. */
export function withLabel(template: PodTemplate, key: string, value: string): PodTemplate {
  return {
    ...template,
    metadata: { ...template.metadata, labels: { ...template.metadata?.labels, [key]: value } },
  };
}

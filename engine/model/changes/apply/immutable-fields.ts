import type { Problem } from '../../../errors/index.ts';
import type { FieldPath, Manifest } from '../../../kube/index.ts';
import { canonicalJson } from '../../controllers/canonical-json.ts';
import { canonicalTemplate } from '../../controllers/template-hash.ts';
import type { PodTemplate } from '../../../kube/index.ts';
import { refusal } from './refusal.ts';

type Spec = Readonly<Record<string, unknown>>;

/** Fields that stay as they were created, by kind. */
const immutable: Readonly<Record<string, readonly FieldPath[]>> = {
  Deployment: [['spec', 'selector']],
  ReplicaSet: [['spec', 'selector']],
  DaemonSet: [['spec', 'selector']],
  Job: [
    ['spec', 'selector'],
    ['spec', 'completionMode'],
  ],
  EndpointSlice: [['addressType']],
};

const mayChangeInStatefulSet = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

const statefulSetText =
  "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";
const podText =
  'Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** What the API server refuses when an object is applied again with another value in such a field. */
export function refuseChanges(before: Manifest, after: Manifest): readonly Problem[] {
  const { kind } = after.object;
  const problems = (immutable[kind] ?? []).flatMap((path) => {
    const [was, is] = [read(before, path), read(after, path)].map(canonicalJson);
    return was === is ? [] : [refusal(after, path, `Invalid value: ${is}: field is immutable`)];
  });
  const [was, is] = [read(before, ['spec']) as Spec, read(after, ['spec']) as Spec];
  if (kind === 'StatefulSet' && canonicalJson(frozenSet(was)) !== canonicalJson(frozenSet(is))) {
    problems.push(refusal(after, ['spec'], statefulSetText));
  }
  if (kind === 'Pod' && canonicalJson(frozenPod(was)) !== canonicalJson(frozenPod(is))) {
    problems.push(refusal(after, ['spec'], podText));
  }
  if (kind === 'Job') {
    const [old, next] = [was, is].map((spec) => canonicalTemplate(spec['template'] as PodTemplate));
    if (old !== next)
      problems.push(refusal(after, ['spec', 'template'], 'Invalid value: field is immutable'));
  }
  return problems;
}

function frozenSet(spec: Spec): Spec {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => !mayChangeInStatefulSet.includes(key)));
}

function frozenPod(spec: Spec): Spec {
  const withoutImages = (list: unknown): unknown =>
    Array.isArray(list) ? list.map((container: Spec) => ({ ...container, image: undefined })) : list;
  return {
    ...spec,
    activeDeadlineSeconds: undefined,
    tolerations: undefined,
    terminationGracePeriodSeconds: undefined,
    containers: withoutImages(spec['containers']),
    initContainers: withoutImages(spec['initContainers']),
  };
}

function read(manifest: Manifest, path: FieldPath): unknown {
  return path.reduce<unknown>((value, key) => (value as Spec | undefined)?.[key], manifest.object);
}

import { manifestOf, refOf, type Deployment, type Manifest, type ReplicaSet } from '../../kube/index.ts';
import { withLabel } from './make-pod.ts';
import { ownedBy } from './owner.ts';
import { podTemplateHashLabel } from './template-hash.ts';

/** The ReplicaSet of a Deployment's present template. Its name ends in the hash that its pods are labelled with. */
export function makeReplicaSet(
  deployment: Manifest<Deployment>,
  name: string,
  replicas: number,
): Manifest<ReplicaSet> {
  const { metadata, spec } = deployment.object;
  const hash = name.slice(metadata.name.length + 1);
  const template = withLabel(spec.template, podTemplateHashLabel, hash);
  const set: ReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: refOf(deployment.object).namespace,
      labels: template.metadata!.labels!,
      ownerReferences: [ownedBy(deployment.object)],
    },
    spec: {
      replicas,
      selector: {
        ...spec.selector,
        matchLabels: { ...spec.selector.matchLabels, [podTemplateHashLabel]: hash },
      },
      template,
    },
  };
  return manifestOf(set, deployment);
}

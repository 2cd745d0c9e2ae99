import { isClusterScoped, refOf, type PodTemplate, type Service } from '../../../kube/index.ts';
import { toCluster } from '../names/translate.ts';
import type { World } from '../names/world.ts';
import { clean } from './clean.ts';
import type { AnyObject, LoosePodSpec } from './loose.ts';
import { rewritePodSpec } from './rewrite-pod-spec.ts';
import { type StandIn } from './stand-in.ts';

export interface RewriteContext {
  readonly world: World;
  readonly standIn: StandIn;
  /** True where the scenario's own images run. */
  readonly keepImages: boolean;
  /** All Services of the scenario so far, with its own names. */
  readonly services: readonly Service[];
}

/** Kinds that no flow depends on, and that are not ours to make in somebody's cluster. */
const skipped = new Set([
  'Node',
  'Namespace',
  'Event',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'StorageClass',
  'PriorityClass',
  'RuntimeClass',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'HorizontalPodAutoscaler',
  'Lease',
]);

/** On pods that a scenario makes only to ask from: no image of theirs exists. */
const roleLabel = 'reachform.dev/role';

export function isSkipped(kind: string): boolean {
  return skipped.has(kind);
}

const templated = new Set([
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'DaemonSet',
  'Job',
]);

/** A scenario's object as it is applied to the cluster: real names, stand-ins for its containers. */
export function rewriteObject(object: AnyObject, context: RewriteContext): AnyObject {
  const namespace = refOf(object).namespace;
  const inPlace: AnyObject = isClusterScoped(object.kind)
    ? object
    : { ...object, metadata: { ...object.metadata, namespace } };
  const isOwn = object.metadata.labels?.[roleLabel] === 'client';
  const own = context.keepImages && !isOwn ? inPlace : withStandIns(inPlace, context);
  return toCluster(clean(own), context.world);
}

function withStandIns(object: AnyObject, { services, standIn }: RewriteContext): AnyObject {
  const { name, namespace } = object.metadata;
  const near = services.filter((service) => refOf(service).namespace === namespace);
  const rewrite = (spec: LoosePodSpec, labels: PodTemplate['metadata']): LoosePodSpec =>
    rewritePodSpec(spec, labels?.labels ?? {}, near, `${namespace ?? ''}/${name}`, standIn);
  if (object.kind === 'Pod') {
    const spec = object.spec as unknown as LoosePodSpec;
    return { ...object, spec: rewrite(spec, object.metadata) as unknown as AnyObject['spec'] } as AnyObject;
  }
  if (object.kind === 'CronJob') return object;
  if (!templated.has(object.kind)) return object;
  const {
    volumeClaimTemplates: _,
    template,
    ...spec
  } = object.spec as { template: PodTemplate } & Record<string, unknown>;
  return {
    ...object,
    spec: {
      ...spec,
      template: {
        ...template,
        spec: rewrite(template.spec, template.metadata),
      },
    },
  };
}

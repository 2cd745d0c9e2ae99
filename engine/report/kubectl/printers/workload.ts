import type {
  DaemonSet,
  Deployment,
  PodTemplate,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../../../kube/index.ts';
import { age } from '../human-duration.ts';
import { formatLabels, formatSelector } from '../labels.ts';
import { printer } from '../printer.ts';

// The printers of kubernetes/pkg/printers/internalversion, in the order of that file.

export const replicationControllerPrinter = printer<ReplicationController>(
  'ReplicationController',
  'Name | Desired | Current | Ready | Age | +Containers | +Images | +Selector',
  ({ metadata, spec, status }, { now }) => [
    metadata.name,
    String(spec.replicas ?? 1),
    count(status, 'replicas'),
    count(status, 'readyReplicas'),
    age(metadata.creationTimestamp, now),
    ...containersAndImages(spec.template),
    formatLabels(spec.selector),
  ],
);

export const replicaSetPrinter = printer<ReplicaSet>(
  'ReplicaSet',
  'Name | Desired | Current | Ready | Age | +Containers | +Images | +Selector',
  ({ metadata, spec, status }, { now }) => [
    metadata.name,
    String(spec.replicas ?? 1),
    count(status, 'replicas'),
    count(status, 'readyReplicas'),
    age(metadata.creationTimestamp, now),
    ...containersAndImages(spec.template),
    formatSelector(spec.selector),
  ],
);

export const statefulSetPrinter = printer<StatefulSet>(
  'StatefulSet',
  'Name | Ready | Age | +Containers | +Images',
  ({ metadata, spec, status }, { now }) => [
    metadata.name,
    `${count(status, 'readyReplicas')}/${spec.replicas ?? 1}`,
    age(metadata.creationTimestamp, now),
    ...containersAndImages(spec.template),
  ],
);

export const daemonSetPrinter = printer<DaemonSet>(
  'DaemonSet',
  'Name | Desired | Current | Ready | Up-to-date | Available | Node Selector | Age | +Containers | +Images | +Selector',
  ({ metadata, spec, status }, { now }) => [
    metadata.name,
    count(status, 'desiredNumberScheduled'),
    count(status, 'currentNumberScheduled'),
    count(status, 'numberReady'),
    count(status, 'updatedNumberScheduled'),
    count(status, 'numberAvailable'),
    formatLabels(spec.template.spec.nodeSelector),
    age(metadata.creationTimestamp, now),
    ...containersAndImages(spec.template),
    formatSelector(spec.selector),
  ],
);

export const deploymentPrinter = printer<Deployment>(
  'Deployment',
  'Name | Ready | Up-to-date | Available | Age | +Containers | +Images | +Selector',
  ({ metadata, spec, status }, { now }) => [
    metadata.name,
    `${count(status, 'readyReplicas')}/${spec.replicas ?? 1}`,
    count(status, 'updatedReplicas'),
    count(status, 'availableReplicas'),
    age(metadata.creationTimestamp, now),
    ...containersAndImages(spec.template),
    formatSelector(spec.selector),
  ],
);

function count(status: Readonly<Record<string, unknown>> | undefined, field: string): string {
  const value = status?.[field];
  return typeof value === 'number' ? String(value) : '0';
}

/** Two cells: the containers' names and their images. */
export function containersAndImages(template: PodTemplate): [string, string] {
  const { containers } = template.spec;
  return [containers.map(({ name }) => name).join(','), containers.map(({ image }) => image ?? '').join(',')];
}

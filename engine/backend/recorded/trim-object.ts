import type { KubeObject } from '../../kube/index.ts';

/** Kinds that are never written down: they hold secrets, or say nothing of traffic. */
const leftOut = new Set(['Secret', 'ServiceAccount', 'Event', 'Lease']);

/** Fields that no rule reads and that say much of the machine: images it holds, its kernel, its identity. */
const noise: Readonly<Record<string, readonly string[]>> = {
  metadata: ['managedFields', 'resourceVersion', 'selfLink', 'generation', 'creationTimestamp'],
  'metadata.annotations': [
    'kubectl.kubernetes.io/last-applied-configuration',
    'endpoints.kubernetes.io/last-change-trigger-time',
    'deployment.kubernetes.io/revision',
  ],
  spec: ['providerID'],
  'status.nodeInfo': ['machineID', 'systemUUID', 'bootID', 'kernelVersion', 'osImage', 'swap'],
};
const noiseOf: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  // Of a node's resources only processors decide anything: topology aware routing counts them.
  Node: {
    status: ['images', 'capacity', 'daemonEndpoints', 'features', 'runtimeHandlers'],
    'status.allocatable': ['memory', 'pods', 'ephemeral-storage', 'hugepages-1Gi', 'hugepages-2Mi'],
  },
  Pod: {
    spec: [
      'volumes',
      'serviceAccount',
      'serviceAccountName',
      'priority',
      'priorityClassName',
      'preemptionPolicy',
      'schedulerName',
      'securityContext',
    ],
    status: ['qosClass', 'startTime', 'observedGeneration', 'resources', 'allocatedResources'],
  },
};
/** Variables and arguments are where people put what nobody else should read. */
const noiseOfContainers = [
  'env',
  'envFrom',
  'args',
  'command',
  'workingDir',
  'lifecycle',
  'volumeMounts',
  'resources',
  'imagePullPolicy',
  'terminationMessagePath',
  'terminationMessagePolicy',
  'securityContext',
  'imageID',
  'containerID',
  'allocatedResources',
  'user',
];
const noiseOfConditions = [
  'lastTransitionTime',
  'lastProbeTime',
  'lastHeartbeatTime',
  'lastUpdateTime',
  'observedGeneration',
  'message',
];
const containerLists = ['containers', 'initContainers', 'containerStatuses', 'initContainerStatuses'];

type Fields = Record<string, unknown>;

/** An object with what a recording keeps of it, or nothing where it is not to be kept at all. */
export function trimObject(object: KubeObject): KubeObject | undefined {
  if (leftOut.has(object.kind)) return undefined;
  const copy = structuredClone(object) as unknown as Fields;
  for (const [path, names] of Object.entries({ ...noise, ...noiseOf[object.kind] })) {
    const parent = path.split('.').reduce<Fields | undefined>((at, step) => fieldsOf(at?.[step]), copy);
    if (!parent) continue;
    for (const name of names) delete parent[name];
  }
  const template = fieldsOf(fieldsOf(fieldsOf(copy['spec'])?.['template'])?.['spec']);
  for (const part of [fieldsOf(copy['spec']), fieldsOf(copy['status']), template]) {
    for (const list of containerLists) trimContainers(part?.[list]);
  }
  trimConditions(fieldsOf(copy['status'])?.['conditions']);
  const metadata = fieldsOf(copy['metadata']);
  if (metadata && Object.keys(fieldsOf(metadata['annotations']) ?? { one: 1 }).length === 0) {
    delete metadata['annotations'];
  }
  return copy as unknown as KubeObject;
}

/** What holds counts, not since when. */
function trimConditions(list: unknown): void {
  if (!Array.isArray(list)) return;
  for (const condition of list as Fields[]) {
    for (const name of noiseOfConditions) delete condition[name];
  }
}

/** An image is known by its last part: who runs a private registry need not say so. */
function trimContainers(list: unknown): void {
  if (!Array.isArray(list)) return;
  for (const container of list as Fields[]) {
    for (const name of noiseOfContainers) delete container[name];
    const image = container['image'];
    if (typeof image === 'string') container['image'] = imageName(image);
  }
}

/** `registry.example:5000/team/web:1.2@sha256:...` is `web:1.2`. */
function imageName(image: string): string {
  return image.replace(/@.*$/, '').replace(/^.*\//, '');
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

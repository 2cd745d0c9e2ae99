import { isClusterScoped } from '../ref.ts';
import type { Fault } from '../structure/check-structure.ts';
import type { Endpoints, EndpointSlice } from '../types/endpoints.ts';
import type { KubeObject } from '../types/meta.ts';
import type { Node } from '../types/node.ts';
import type { Pod } from '../types/pod.ts';
import type { Service } from '../types/service.ts';
import type { Workload } from '../types/workload.ts';
import { validateEndpointSlice } from './endpoint-slice.ts';
import { validateEndpoints } from './endpoints.ts';
import { Judge } from './judge.ts';
import { validateAnnotations, validateLabels } from './labels.ts';
import { dns1123LabelFaults, dns1123SubdomainFaults, type Reasons } from './names.ts';
import { validateNode } from './node.ts';
import { validatePod } from './pod/pod.ts';
import { validateService } from './service.ts';
import { validateWorkload } from './workload/workload.ts';

/**
 * The API server's rules for one object alone. An object that an API server has recorded (it has a
 * `metadata.uid`) was accepted there and then: of it only what the model itself needs is asked.
 *
 * @param isNew false where it takes the place of a stored one: some rules are for new ones only
 */
export function validateObject(
  object: KubeObject,
  isNew = object.metadata.uid === undefined,
): readonly Fault[] {
  return [...validateMetadata(object, isNew), ...validateSpec(object, isNew)];
}

function validateSpec(object: KubeObject, isNew: boolean): readonly Fault[] {
  switch (object.kind) {
    case 'Service':
      return validateService(object as Service, object.metadata.uid !== undefined);
    case 'Endpoints':
      return validateEndpoints(object as Endpoints);
    case 'EndpointSlice':
      return validateEndpointSlice(object as EndpointSlice);
    case 'Node':
      return validateNode(object as Node);
    case 'Pod':
      return validatePod(object as Pod, isNew);
    case 'Deployment':
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Job':
      return validateWorkload(object as Workload, isNew);
    default:
      return [];
  }
}

/** Names that are one label long; a Service's depends on the release, see `validateServiceInCluster`. Older StatefulSets may have dots. */
const shortNames = new Set(['Namespace', 'Service']);

function validateMetadata({ kind, metadata }: KubeObject, isNew: boolean): readonly Fault[] {
  const judge = new Judge();
  const { name, namespace, labels, annotations } = metadata;
  // Of the oldest workload the API server counts bytes.
  const unit = kind === 'ReplicationController' ? 'bytes' : 'characters';
  const nameFaults: (text: string) => Reasons =
    shortNames.has(kind) || (kind === 'StatefulSet' && isNew)
      ? dns1123LabelFaults
      : (text) => dns1123SubdomainFaults(text, unit);
  if (kind !== 'Service') judge.named(['metadata', 'name'], name, nameFaults(name));
  if (namespace && isClusterScoped(kind)) {
    judge.forbidden(['metadata', 'namespace'], 'not allowed on this type');
  } else if (namespace) {
    judge.named(['metadata', 'namespace'], namespace, dns1123LabelFaults(namespace));
  }
  validateLabels(judge, labels, ['metadata', 'labels']);
  validateAnnotations(judge, annotations, ['metadata', 'annotations']);
  return judge.faults;
}

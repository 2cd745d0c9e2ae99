import type { Node } from '../../../kube/index.ts';
import { age } from '../human-duration.ts';
import { printer } from '../printer.ts';

/** `printNode` of kubernetes/pkg/printers/internalversion. */
export const nodePrinter = printer<Node>(
  'Node',
  'Name | Status | Roles | Age | Version | +Internal-IP | +External-IP | +OS-Image | +Kernel-Version | +Container-Runtime',
  (node, { now }) => {
    const info = node.status?.nodeInfo;
    return [
      node.metadata.name,
      status(node),
      roles(node) || '<none>',
      age(node.metadata.creationTimestamp, now),
      info?.['kubeletVersion'] ?? '',
      address(node, 'InternalIP'),
      address(node, 'ExternalIP'),
      info?.['osImage'] || '<unknown>',
      info?.['kernelVersion'] || '<unknown>',
      info?.['containerRuntimeVersion'] || '<unknown>',
    ];
  },
);

function status({ spec, status }: Node): string {
  const ready = status?.conditions?.findLast(({ type }) => type === 'Ready');
  const word = ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown';
  return spec?.unschedulable ? `${word},SchedulingDisabled` : word;
}

function roles({ metadata }: Node): string {
  const prefix = 'node-role.kubernetes.io/';
  const names = Object.entries(metadata.labels ?? {}).map(([key, value]) =>
    key.startsWith(prefix) ? key.slice(prefix.length) : key === 'kubernetes.io/role' ? value : '',
  );
  return [...new Set(names.filter(Boolean))].sort().join(',');
}

function address({ status }: Node, wanted: 'InternalIP' | 'ExternalIP'): string {
  return status?.addresses?.find(({ type }) => type === wanted)?.address ?? '<none>';
}

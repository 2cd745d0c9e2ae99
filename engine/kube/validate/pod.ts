import type { FieldPath } from '../manifest.ts';
import type { Container, PodSpec } from '../types/pod.ts';
import type { Judge } from './judge.ts';
import { validateLabels } from './labels.ts';
import {
  dns1123LabelFaults,
  dns1123SubdomainFaults,
  labelValueFaults,
  portNameFaults,
  qualifiedNameFaults,
} from './names.ts';

/** What of `ValidatePodSpec` can decide where a flow goes; images, volumes and resources are not looked at. */
export function validatePodSpec(judge: Judge, spec: PodSpec, path: FieldPath): void {
  if (spec.containers.length === 0) judge.required([...path, 'containers']);
  const names = new Set<string>();
  for (const field of ['containers', 'initContainers'] as const) {
    spec[field]?.forEach((container, i) => {
      const own = [...path, field, i];
      if (container.name === '') judge.required([...own, 'name']);
      else judge.named([...own, 'name'], container.name, dns1123LabelFaults(container.name));
      if (names.has(container.name)) judge.duplicate([...own, 'name'], container.name);
      names.add(container.name);
      if (!container.image) judge.required([...own, 'image']);
      containerPorts(judge, container, spec.hostNetwork === true, own);
      probes(judge, container, own);
    });
  }
  hostPorts(judge, spec, path);
  judge.oneOf([...path, 'restartPolicy'], spec.restartPolicy, ['Always', 'Never', 'OnFailure']);
  judge.oneOf([...path, 'dnsPolicy'], spec.dnsPolicy, [
    'ClusterFirst',
    'ClusterFirstWithHostNet',
    'Default',
    'None',
  ]);
  validateLabels(judge, spec.nodeSelector, [...path, 'nodeSelector']);
  const named = [
    ['nodeName', dns1123SubdomainFaults],
    ['hostname', dns1123LabelFaults],
    ['subdomain', dns1123LabelFaults],
  ] as const;
  for (const [field, faults] of named) {
    const text = spec[field];
    if (text) judge.named([...path, field], text, faults(text));
  }
  tolerations(judge, spec, path);
}

function containerPorts(judge: Judge, { ports }: Container, hostNetwork: boolean, path: FieldPath): void {
  const names = new Set<string>();
  ports?.forEach((port, i) => {
    const own = [...path, 'ports', i];
    if (port.name) {
      const faults = portNameFaults(port.name);
      judge.named([...own, 'name'], port.name, faults);
      if (faults.length === 0 && names.has(port.name)) judge.duplicate([...own, 'name'], port.name);
      names.add(port.name);
    }
    if (port.containerPort === 0) judge.required([...own, 'containerPort']);
    else judge.port([...own, 'containerPort'], port.containerPort);
    if (port.hostPort) {
      judge.port([...own, 'hostPort'], port.hostPort);
      if (hostNetwork && port.hostPort !== port.containerPort) {
        judge.invalid(
          [...own, 'hostPort'],
          port.hostPort,
          'must match `containerPort` when `hostNetwork` is true',
        );
      }
    }
    judge.oneOf([...own, 'protocol'], port.protocol, ['SCTP', 'TCP', 'UDP']);
  });
}

/** A port of the node can be taken once (`checkHostPortConflicts`). */
function hostPorts(judge: Judge, { containers }: PodSpec, path: FieldPath): void {
  const seen = new Set<string>();
  containers.forEach(({ ports }, i) =>
    ports?.forEach(({ hostPort, hostIP = '', protocol = 'TCP' }, j) => {
      if (!hostPort) return;
      const key = `${protocol}/${hostIP}/${hostPort}`;
      if (seen.has(key)) judge.duplicate([...path, 'containers', i, 'ports', j, 'hostPort'], key);
      seen.add(key);
    }),
  );
}

function probes(judge: Judge, container: Container, path: FieldPath): void {
  for (const field of ['readinessProbe', 'livenessProbe', 'startupProbe'] as const) {
    const probe = container[field];
    if (!probe) continue;
    const own = [...path, field];
    const handlers = (['exec', 'httpGet', 'tcpSocket', 'grpc'] as const).filter((one) => probe[one]);
    if (handlers.length === 0) judge.required(own, 'must specify a handler type');
    for (const extra of handlers.slice(1)) {
      judge.forbidden([...own, extra], 'may not specify more than 1 handler type');
    }
    for (const handler of ['httpGet', 'tcpSocket', 'grpc'] as const) {
      const port = probe[handler]?.port;
      const at = [...own, handler, 'port'];
      if (typeof port === 'number') judge.port(at, port);
      else if (typeof port === 'string') judge.named(at, port, portNameFaults(port));
    }
  }
}

function tolerations(judge: Judge, spec: PodSpec, path: FieldPath): void {
  spec.tolerations?.forEach((toleration, i) => {
    const own = [...path, 'tolerations', i];
    const { key, operator, value } = toleration;
    if (key) judge.named([...own, 'key'], key, qualifiedNameFaults(key));
    if (operator !== 'Exists' && value) judge.named([...own, 'operator'], value, labelValueFaults(value));
    judge.oneOf([...own, 'operator'], operator, ['Equal', 'Exists']);
    if (!key && operator !== 'Exists') {
      const why = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      judge.invalid([...own, 'operator'], operator ?? '', why);
    }
    if (operator === 'Exists' && value) {
      judge.invalid([...own, 'operator'], value, "value must be empty when `operator` is 'Exists'");
    }
    judge.oneOf([...own, 'effect'], toleration.effect, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']);
  });
}

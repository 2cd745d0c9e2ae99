import type { Container, ContainerPort, PodSpec } from '../types/pod.ts';

/**
 * What the API server fills into a pod's spec, as far as a flow can tell: `SetDefaults_PodSpec` and
 * `SetDefaults_Pod` in pkg/apis/core/v1/defaults.go. Images, probes' timings and resources stay as written.
 */
export function defaultPodSpec(spec: PodSpec): PodSpec {
  return defaultSpec(spec, spec.hostNetwork === true);
}

/** The same for a workload's template: its pods get the ports of their nodes when they are made. */
export function defaultTemplateSpec(spec: PodSpec): PodSpec {
  return defaultSpec(spec, false);
}

function defaultSpec(spec: PodSpec, host: boolean): PodSpec {
  return {
    ...spec,
    containers: spec.containers.map((container) => defaultContainer(container, host)),
    ...(spec.initContainers && {
      initContainers: spec.initContainers.map((container) => defaultContainer(container, host)),
    }),
    dnsPolicy: spec.dnsPolicy || 'ClusterFirst',
    restartPolicy: spec.restartPolicy || 'Always',
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds ?? 30,
  };
}

function defaultContainer(container: Container, host: boolean): Container {
  if (!container.ports) return container;
  return { ...container, ports: container.ports.map((port) => defaultPort(port, host)) };
}

/** On the node's own network a container can have a port only by taking it from the node. */
function defaultPort(port: ContainerPort, host: boolean): ContainerPort {
  return {
    ...port,
    protocol: port.protocol || 'TCP',
    ...(host && { hostPort: port.hostPort || port.containerPort }),
  };
}

import { matchesLabels, type Service, type StringMap } from '../../../kube/index.ts';
import type { Plan } from '../programs/protocol.ts';
import type { LooseContainer, LoosePodSpec } from './loose.ts';

type Port = Plan['ports'][number];

/** Regular containers and sidecars: those that listen. */
export function longRunning(spec: LoosePodSpec): readonly LooseContainer[] {
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...spec.containers, ...sidecars];
}

/**
 * Which ports each container listens on: those it declares, and on the first container those that
 * Services aim at by number. A pod that declares none also listens where its probes ask. No port
 * twice in a pod: its containers share one network.
 */
export function listeningPlan(
  spec: LoosePodSpec,
  targeted: readonly Port[],
): ReadonlyMap<string, readonly Port[]> {
  const containers = longRunning(spec);
  const taken = new Set<string>();
  const take = (ports: readonly Port[]): readonly Port[] =>
    ports.filter(({ port, protocol }) => {
      const key = `${port}/${protocol}`;
      if (taken.has(key)) return false;
      taken.add(key);
      return true;
    });
  const declared = containers.map((container) => take(declaredPorts(container)));
  const none = declared.every((ports) => ports.length === 0);
  return new Map(
    containers.map((container, index) => [
      container.name,
      [
        ...(declared[index] ?? []),
        ...(index === 0 ? take(targeted) : []),
        ...(none ? take(probedPorts(container)) : []),
      ],
    ]),
  );
}

/** SCTP is left out: Node.js has no SCTP sockets. */
export function declaredPorts(container: LooseContainer): readonly Port[] {
  return (container.ports ?? []).flatMap(({ containerPort, protocol = 'TCP' }) =>
    protocol === 'SCTP' ? [] : [{ port: containerPort, protocol }],
  );
}

/** Ports that Services of the pod's namespace aim at by number. */
export function targetedPorts(labels: StringMap, services: readonly Service[]): readonly Port[] {
  return services.flatMap(({ spec }) => {
    if (!spec.selector || spec.type === 'ExternalName' || !matchesLabels(spec.selector, labels)) return [];
    return (spec.ports ?? []).flatMap(({ port, targetPort, protocol = 'TCP' }) => {
      const target = targetPort === undefined || targetPort === 0 || targetPort === '' ? port : targetPort;
      return typeof target === 'number' && protocol !== 'SCTP' ? [{ port: target, protocol }] : [];
    });
  });
}

function probedPorts({ readinessProbe, livenessProbe, startupProbe }: LooseContainer): readonly Port[] {
  return [readinessProbe, livenessProbe, startupProbe].flatMap((probe) => {
    const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
    return typeof port === 'number' ? [{ port, protocol: 'TCP' as const }] : [];
  });
}

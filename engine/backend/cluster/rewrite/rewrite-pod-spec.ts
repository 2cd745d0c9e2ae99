import type { Service, StringMap } from '../../../kube/index.ts';
import { shortHash } from '../names/world.ts';
import { listeningPlan, longRunning, targetedPorts } from './listening-plan.ts';
import type { LooseContainer, LoosePodSpec } from './loose.ts';
import { ended, rewriteContainer } from './rewrite-container.ts';
import { controlPort, programsVolume, stateVolume, type StandIn } from './stand-in.ts';

const kept = [
  'nodeName',
  'nodeSelector',
  'affinity',
  'tolerations',
  'topologySpreadConstraints',
  'hostNetwork',
  'hostname',
  'subdomain',
  'setHostnameAsFQDN',
  'hostAliases',
  'dnsPolicy',
  'dnsConfig',
  'enableServiceLinks',
  'restartPolicy',
  'terminationGracePeriodSeconds',
  'readinessGates',
  'activeDeadlineSeconds',
] as const;

/** A pod with stand-ins in the place of its containers: what decides its traffic stays as it was. */
export function rewritePodSpec(
  spec: LoosePodSpec,
  labels: StringMap,
  services: readonly Service[],
  name: string,
  standIn: StandIn,
): LoosePodSpec {
  const plan = listeningPlan(spec, targetedPorts(labels, services));
  const control = spec.hostNetwork ? controlPort + (parseInt(shortHash(name), 36) % 900) : controlPort;
  const probed = longRunning(spec).some(({ readinessProbe }) => readinessProbe !== undefined);
  const make = (container: LooseContainer, index: number): LooseContainer =>
    rewriteContainer(container, spec, plan.get(container.name) ?? [], standIn, {
      controlPort: index === 0 ? control : undefined,
      ownProbe: index === 0 && !probed,
    });
  const init = (spec.initContainers ?? []).map((container) =>
    container.restartPolicy === 'Always' ? make(container, -1) : ended(container, standIn),
  );
  const fields = spec as unknown as Readonly<Record<string, unknown>>;
  return {
    ...Object.fromEntries(kept.flatMap((key) => (fields[key] === undefined ? [] : [[key, fields[key]]]))),
    automountServiceAccountToken: false,
    securityContext: podSecurity(spec, standIn),
    ...(init.length > 0 && { initContainers: init }),
    containers: spec.containers.map(make),
    volumes: [
      { name: programsVolume, configMap: { name: standIn.programs } },
      { name: stateVolume, emptyDir: {} },
      ...(spec.volumes ?? []).flatMap(({ name: volume, secret }) =>
        secret?.secretName === undefined
          ? []
          : [{ name: volume, secret: { secretName: secret.secretName, optional: true } }],
      ),
    ],
  } as unknown as LoosePodSpec;
}

/** Ports below 1024 need no privilege then. On a node's own network the sysctl is the node's. */
function podSecurity(spec: LoosePodSpec, standIn: StandIn): object {
  return {
    ...(!spec.hostNetwork && { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] }),
    ...(standIn.restricted && {
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    }),
  };
}

import type { Service, StringMap } from '../../../kube/index.ts';
import type { Plan } from '../programs/protocol.ts';
import { stateFolder } from '../programs/state-folder.ts';
import { shortHash } from '../names/world.ts';
import { listeningPlan, longRunning, targetedPorts } from './listening-plan.ts';
import type { LooseContainer, LooseEnv, LoosePodSpec } from './loose.ts';
import { moveFiles } from './move-files.ts';
import { alwaysFails } from './probe-file.ts';
import { ownReadiness, rewriteProbes } from './rewrite-probes.ts';

/** What a stand-in needs to know besides the pod that it takes the place of. */
export interface StandIn {
  readonly image: string;
  /** The ConfigMap that holds the programs, in every namespace of the scenario. */
  readonly programs: string;
  /** True where pods must meet the Pod Security level "restricted". */
  readonly restricted: boolean;
}

export const programFolder = '/reachform';
/** Where a stand-in is asked for its readiness; no scenario is likely to want the same port. */
export const controlPort = 61080;
const programsVolume = 'reachform-programs';
const stateVolume = 'reachform-state';

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

function rewriteContainer(
  container: LooseContainer,
  spec: LoosePodSpec,
  ports: Plan['ports'],
  standIn: StandIn,
  role: { readonly controlPort: number | undefined; readonly ownProbe: boolean },
): LooseContainer {
  const listens = (port: number | string): boolean => {
    const number =
      typeof port === 'number' ? port : container.ports?.find(({ name }) => name === port)?.containerPort;
    return ports.some((own) => own.port === number && own.protocol === 'TCP');
  };
  const asRoot = rewriteProbes(container, longRunning(spec), listens);
  const probes = standIn.restricted ? moveFiles(asRoot, `${stateFolder}/${container.name}`) : asRoot;
  const readiness =
    probes.readinessProbe ??
    ((role.ownProbe || container.readinessProbe) && role.controlPort !== undefined
      ? ownReadiness(role.controlPort)
      : undefined);
  const secrets = new Set((spec.volumes ?? []).flatMap(({ name, secret }) => (secret ? [name] : [])));
  const mounts = (container.volumeMounts ?? []).filter(({ name }) => secrets.has(name));
  const plan: Plan = {
    ports,
    ...(role.controlPort !== undefined && { controlPort: role.controlPort }),
    readyFiles: probes.readyFiles,
    liveFiles: probes.liveFiles,
    ...(!probes.startsReady && { startsReady: false }),
  };
  return {
    name: container.name,
    image: standIn.image,
    imagePullPolicy: 'IfNotPresent',
    command: ['node', `${programFolder}/stand-in.js`],
    ...(container.restartPolicy !== undefined && { restartPolicy: container.restartPolicy }),
    ...(container.ports && { ports: container.ports }),
    env: [
      ...keptEnv(container),
      ...ownEnv(
        container.name,
        plan,
        mounts.map(({ mountPath }) => mountPath),
      ),
    ],
    ...(container.envFrom && {
      envFrom: container.envFrom.map(({ configMapRef, secretRef, ...rest }) => ({
        ...rest,
        ...(configMapRef && { configMapRef: { ...configMapRef, optional: true } }),
        ...(secretRef && { secretRef: { ...secretRef, optional: true } }),
      })),
    }),
    ...(readiness && { readinessProbe: readiness }),
    ...(probes.livenessProbe && { livenessProbe: probes.livenessProbe }),
    ...(probes.startupProbe && { startupProbe: probes.startupProbe }),
    ...keptLifecycle(container),
    volumeMounts: [
      { name: programsVolume, mountPath: programFolder, readOnly: true },
      { name: stateVolume, mountPath: stateFolder },
      ...mounts,
    ],
    ...(standIn.restricted && { securityContext: restrictedContainer }),
  } as unknown as LooseContainer;
}

/** An init container whose work nobody needs; one that always fails still does. */
function ended(container: LooseContainer, standIn: StandIn): LooseContainer {
  const fails = alwaysFails([...(container.command ?? []), ...(container.args ?? [])]);
  return {
    name: container.name,
    image: standIn.image,
    imagePullPolicy: 'IfNotPresent',
    command: ['node', '-e', `process.exit(${fails ? 1 : 0})`],
    ...(standIn.restricted && { securityContext: restrictedContainer }),
  } as unknown as LooseContainer;
}

/** What the stand-in of a missing ConfigMap or Secret has to do without. */
function keptEnv(container: LooseContainer): readonly LooseEnv[] {
  const env = (container.env ?? []) as readonly LooseEnv[];
  return env
    .filter(({ name }) => name !== 'NODE_OPTIONS')
    .map(({ valueFrom, ...rest }) => {
      if (!valueFrom) return rest;
      const { configMapKeyRef, secretKeyRef, ...other } = valueFrom;
      return {
        ...rest,
        valueFrom: {
          ...other,
          ...(configMapKeyRef && { configMapKeyRef: { ...configMapKeyRef, optional: true } }),
          ...(secretKeyRef && { secretKeyRef: { ...secretKeyRef, optional: true } }),
        },
      };
    });
}

/** Names of variables that a scenario does not have: left out when it asks for its environment. */
export const ownEnvironment = /^(REACHFORM_|UV_THREADPOOL_SIZE$)/;

function ownEnv(container: string, plan: Plan, tlsFolders: readonly string[]): readonly LooseEnv[] {
  const field = (name: string, fieldPath: string): LooseEnv => ({
    name,
    valueFrom: { fieldRef: { fieldPath } },
  });
  return [
    field('REACHFORM_POD', 'metadata.name'),
    field('REACHFORM_NAMESPACE', 'metadata.namespace'),
    field('REACHFORM_NODE', 'spec.nodeName'),
    field('REACHFORM_POD_IPS', 'status.podIPs'),
    { name: 'REACHFORM_CONTAINER', value: container },
    { name: 'REACHFORM_PLAN', value: JSON.stringify(plan) },
    ...(tlsFolders.length > 0 ? [{ name: 'REACHFORM_TLS_FOLDERS', value: tlsFolders.join(':') }] : []),
    // Lookups of names block a thread each.
    { name: 'UV_THREADPOOL_SIZE', value: '64' },
  ];
}

/** A wait before the end is kept; other commands need a program of the image that is gone. */
function keptLifecycle({ lifecycle }: LooseContainer): { lifecycle?: LooseContainer['lifecycle'] } {
  const { preStop } = lifecycle ?? {};
  const command = preStop?.exec?.command?.join(' ') ?? '';
  const waits = preStop?.sleep !== undefined || /(^|\s)(\/bin\/)?sleep\s+\d+$/.test(command);
  return preStop && waits ? { lifecycle: { preStop } } : {};
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

const restrictedContainer = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } as const;

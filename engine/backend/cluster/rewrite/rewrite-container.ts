import type { Plan } from '../programs/protocol.ts';
import { stateFolder } from '../programs/state-folder.ts';
import { longRunning } from './listening-plan.ts';
import type { LooseContainer, LooseEnv, LoosePodSpec } from './loose.ts';
import { moveFiles } from './move-files.ts';
import { alwaysFails } from './probe-file.ts';
import { ownReadiness, rewriteProbes } from './rewrite-probes.ts';
import { programFolder, programsVolume, stateVolume, type StandIn } from './stand-in.ts';

/** A stand-in in the place of one container. */
export function rewriteContainer(
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
export function ended(container: LooseContainer, standIn: StandIn): LooseContainer {
  const fails = alwaysFails([...(container.command ?? []), ...(container.args ?? [])]);
  return {
    name: container.name,
    image: standIn.image,
    imagePullPolicy: 'IfNotPresent',
    command: ['node', '-e', `process.exit(${fails ? 1 : 0})`],
    ...(standIn.restricted && { securityContext: restrictedContainer }),
  };
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

const restrictedContainer = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } as const;

import type { Container, Handler, PodSpec, Probe } from '../types/pod.ts';

/** Fields that are the same to the API server where they are left out and where they say no or nothing. */
const zeros = new Set([
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'stdin',
  'stdinOnce',
  'tty',
  'readOnly',
  'hostPort',
  'initialDelaySeconds',
]);

/**
 * A spec with all that an API server fills in, to be compared with another of the kind: it makes no difference what
 * somebody wrote that is so anyway (`SetDefaults_PodSpec`, `SetDefaults_Container`, `SetDefaults_Probe`).
 */
export function wholePodSpec(spec: PodSpec): PodSpec {
  const plain = withoutZeros(spec) as PodSpec;
  return {
    schedulerName: 'default-scheduler',
    enableServiceLinks: true,
    ...plain,
    containers: plain.containers.map(wholeContainer),
    ...(plain.initContainers && { initContainers: plain.initContainers.map(wholeContainer) }),
  } as PodSpec;
}

function wholeContainer(container: Container): Container {
  const { lifecycle, readinessProbe, livenessProbe, startupProbe } = container;
  return {
    imagePullPolicy: isLatest(container.image ?? '') ? 'Always' : 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    ...container,
    ...(lifecycle && { lifecycle: wholeHooks(lifecycle) }),
    ...(readinessProbe && { readinessProbe: wholeProbe(readinessProbe) }),
    ...(livenessProbe && { livenessProbe: wholeProbe(livenessProbe) }),
    ...(startupProbe && { startupProbe: wholeProbe(startupProbe) }),
  } as Container;
}

/** An image without a tag and without a digest is the latest. */
function isLatest(image: string): boolean {
  const name = image.split('/').at(-1)!;
  return name.endsWith(':latest') || (!name.includes(':') && !name.includes('@'));
}

function wholeProbe(probe: Probe): Probe {
  const { timeoutSeconds, periodSeconds, successThreshold, failureThreshold } = probe;
  return {
    ...wholeHandler(probe),
    timeoutSeconds: timeoutSeconds || 1,
    periodSeconds: periodSeconds || 10,
    successThreshold: successThreshold || 1,
    failureThreshold: failureThreshold || 3,
  };
}

function wholeHooks(hooks: NonNullable<Container['lifecycle']>): Container['lifecycle'] {
  const { postStart, preStop } = hooks;
  return {
    ...hooks,
    ...(postStart && { postStart: wholeHandler(postStart) }),
    ...(preStop && { preStop: wholeHandler(preStop) }),
  };
}

function wholeHandler<H extends Handler>(handler: H): H {
  return handler.httpGet
    ? { ...handler, httpGet: { path: '/', scheme: 'HTTP', ...handler.httpGet } }
    : handler;
}

function withoutZeros(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutZeros);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([key, own]) => own !== '' && (own || !zeros.has(key)));
  return Object.fromEntries(fields.map(([key, own]) => [key, withoutZeros(own)]));
}

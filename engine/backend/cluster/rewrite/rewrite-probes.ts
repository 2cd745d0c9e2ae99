import type { Probe } from '../../../kube/index.ts';
import type { LooseContainer } from './loose.ts';
import { alwaysFails, existsAtStart, fileOfCommand } from './probe-file.ts';

/** Marks a question of the kubelet's as one about readiness; the stand-in answers it apart. */
export const readinessHeaders = [{ name: 'reachform-probe', value: 'readiness' }] as const;

/** Quick, so that a flip is seen at once. An answer may take long on a busy machine. */
const timing = {
  initialDelaySeconds: 0,
  periodSeconds: 1,
  timeoutSeconds: 5,
  successThreshold: 1,
  failureThreshold: 1,
} as const;

export interface RewrittenProbes {
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly startupProbe?: Probe;
  readonly readyFiles: readonly string[];
  readonly liveFiles: readonly string[];
  /** False where the pod starts unready: its probe asks for a file that is not there yet. */
  readonly startsReady: boolean;
}

/**
 * Probes that a stand-in can answer. Readiness keeps its port and path, or its file; other commands
 * become a question of ours. The other probes keep what the stand-in answers anyway.
 */
export function rewriteProbes(
  container: LooseContainer,
  all: readonly LooseContainer[],
  listens: (port: number | string) => boolean,
): RewrittenProbes {
  const { readinessProbe, livenessProbe, startupProbe } = container;
  const readyFile = fileOfProbe(readinessProbe);
  const liveFile = fileOfProbe(livenessProbe);
  const readiness = readinessProbe && rewriteReadiness(readinessProbe, readyFile);
  const liveness = livenessProbe && rewriteOther(livenessProbe, liveFile, listens);
  const startup = startupProbe && rewriteOther(startupProbe, undefined, listens);
  return {
    ...(readiness && { readinessProbe: readiness }),
    ...(liveness && { livenessProbe: liveness }),
    ...(startup && { startupProbe: startup }),
    readyFiles: readyFile === undefined ? [] : [readyFile],
    liveFiles: liveFile === undefined ? [] : [liveFile],
    startsReady: readyFile === undefined || existsAtStart(readyFile, all),
  };
}

/** A probe of ours, for a pod that has none and must be flipped all the same. */
export function ownReadiness(port: number): Probe {
  return { httpGet: asked({ path: '/', port }), ...timing };
}

function fileOfProbe(probe: Probe | undefined): string | undefined {
  return probe?.exec?.command && fileOfCommand(probe.exec.command);
}

/** Nothing for a command that a stand-in's image need not have: ours takes its place. */
function rewriteReadiness(probe: Probe, file: string | undefined): Probe | undefined {
  if (probe.exec) {
    const command = probe.exec.command ?? [];
    return file !== undefined || alwaysFails(command) ? { exec: { command }, ...timing } : undefined;
  }
  const port = probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port;
  if (port === undefined) return undefined;
  return { httpGet: asked({ path: probe.httpGet?.path ?? '/', port }), ...timing };
}

function rewriteOther(
  probe: Probe,
  file: string | undefined,
  listens: (port: number | string) => boolean,
): Probe | undefined {
  if (probe.exec) return file === undefined ? undefined : probe;
  const port = probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port;
  if (port === undefined || !listens(port)) return undefined;
  const { httpGet: _, tcpSocket: __, grpc: ___, ...rest } = probe;
  return { ...rest, tcpSocket: { port } };
}

function asked(action: { path: string; port: number | string }): NonNullable<Probe['httpGet']> {
  return { ...action, httpHeaders: readinessHeaders };
}

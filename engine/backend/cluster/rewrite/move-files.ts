import type { Probe } from '../../../kube/index.ts';
import type { RewrittenProbes } from './rewrite-probes.ts';

/**
 * The same probes with their files below a folder that anybody may write: a stand-in that is not
 * root could not make and remove `/var/ready`.
 */
export function moveFiles(probes: RewrittenProbes, folder: string): RewrittenProbes {
  const { readinessProbe, livenessProbe, readyFiles, liveFiles } = probes;
  const files = [...readyFiles, ...liveFiles];
  return {
    ...probes,
    ...(readinessProbe && { readinessProbe: moved(readinessProbe, files, folder) }),
    ...(livenessProbe && { livenessProbe: moved(livenessProbe, files, folder) }),
    readyFiles: readyFiles.map((file) => `${folder}${file}`),
    liveFiles: liveFiles.map((file) => `${folder}${file}`),
  };
}

function moved(probe: Probe, files: readonly string[], folder: string): Probe {
  const { command } = probe.exec ?? {};
  if (!command) return probe;
  const move = (word: string): string => {
    const file = files.find((one) => word.includes(one));
    return file === undefined ? word : word.replaceAll(file, `${folder}${file}`);
  };
  return { ...probe, exec: { command: command.map(move) } };
}

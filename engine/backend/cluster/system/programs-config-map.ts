import { createHash } from 'node:crypto';

/** Named after its content: a pod never runs yesterday's programs. */
export function programsName(programs: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256').update(JSON.stringify(programs, Object.keys(programs).sort()));
  return `reachform-programs-${hash.digest('hex').slice(0, 8)}`;
}

export function programsConfigMap(
  name: string,
  namespace: string,
  programs: Readonly<Record<string, string>>,
): {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace: string };
  immutable: boolean;
  data: object;
} {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace },
    immutable: true,
    data: programs,
  };
}

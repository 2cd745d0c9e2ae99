import type { Protocol } from '../../kube/index.ts';

/** A port of a pod's network, written `8080/TCP`. */
export function portKey(port: number, protocol: Protocol): string {
  return `${port}/${protocol}`;
}

import { readdirSync, readFileSync } from 'node:fs';

/** Where a pod's Secrets of type kubernetes.io/tls are mounted, folders separated by colons. */
export function findCertificate(
  folders: string = process.env['REACHFORM_TLS_FOLDERS'] ?? '',
): { readonly cert: Buffer; readonly key: Buffer } | undefined {
  for (const folder of folders.split(':').filter((name) => name !== '')) {
    try {
      if (readdirSync(folder).includes('tls.crt')) {
        return { cert: readFileSync(`${folder}/tls.crt`), key: readFileSync(`${folder}/tls.key`) };
      }
    } catch {
      // Not mounted, or an optional Secret that is not there.
    }
  }
  return undefined;
}

import { networkInterfaces } from 'node:os';
import type { Identity } from './protocol.ts';

/** Who this stand-in is, in answer to one client. `reachform` comes first, see `parseIdentity`. */
export function identify(
  protocol: Identity['protocol'],
  ends: Pick<Identity, 'server' | 'client'>,
  http?: Identity['http'],
): Identity {
  const { env } = process;
  return {
    reachform: 1,
    pod: env['REACHFORM_POD'] ?? '',
    namespace: env['REACHFORM_NAMESPACE'] ?? '',
    node: env['REACHFORM_NODE'] ?? '',
    addresses: (env['REACHFORM_POD_IPS'] ?? ownAddresses()).split(',').filter((address) => address !== ''),
    protocol,
    server: ends.server,
    client: ends.client,
    ...(http && { http }),
  };
}

/** Outside a pod nobody tells the addresses. */
function ownAddresses(): string {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, scopeid }) => !internal && (scopeid ?? 0) === 0)
    .map(({ address }) => address)
    .join(',');
}

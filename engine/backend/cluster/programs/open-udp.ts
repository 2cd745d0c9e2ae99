import { createSocket, type RemoteInfo } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { identify } from './identify.ts';
import { plainAddress } from './identity.ts';

/**
 * One socket an address: an answer must leave from the address that was asked, and on a node's network a
 * socket bound to none answers from whichever the way back prefers. Returns how to close them.
 */
export async function openUdp(port: number): Promise<() => void> {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const usable = all.filter(({ scopeid }) => (scopeid ?? 0) === 0);
  const closers = await Promise.all(
    usable.map(({ family, address }) => openDatagrams(family === 'IPv6' ? 'udp6' : 'udp4', port, address)),
  );
  return () => {
    for (const close of closers) close();
  };
}

function openDatagrams(type: 'udp4' | 'udp6', port: number, address: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({ type, ipv6Only: type === 'udp6' });
    socket.once('error', reject);
    socket.on('message', (_: Buffer, from: RemoteInfo) => {
      const identity = identify('UDP', {
        server: { address, port },
        client: { address: plainAddress(from.address), port: from.port },
      });
      socket.send(JSON.stringify(identity), from.port, from.address);
    });
    socket.bind(port, address, () => resolve(() => void socket.close()));
  });
}

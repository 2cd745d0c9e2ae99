import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Target } from './connect-tcp.ts';
import { errnoOf, outcomeOf } from './errno.ts';
import { parseIdentity, plainAddress, probeLine } from './identity.ts';
import type { Attempt } from './protocol.ts';

/**
 * One datagram from a connected socket, so that a reject comes back as an error. It is sent again
 * within the time limit, because a datagram can be lost; the kernel takes all for one flow.
 */
export function askUdp(target: Target, sendings: number): Promise<Attempt> {
  const started = performance.now();
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(target.address) ? 'udp6' : 'udp4');
    const timers: NodeJS.Timeout[] = [];
    let local: string | undefined;
    let over = false;
    const finish = (end: Pick<Attempt, 'outcome' | 'errno' | 'identity'>): void => {
      if (over) return;
      over = true;
      for (const timer of timers) clearTimeout(timer);
      socket.close();
      resolve({
        ...end,
        milliseconds: Math.round(performance.now() - started),
        address: target.address,
        ...(local !== undefined && { local }),
      });
    };
    const fail = (error: unknown): void => {
      const errno = errnoOf(error);
      finish({ outcome: outcomeOf(errno), errno });
    };
    // A rule of the node's own that stops a datagram says EPERM; if it rejects, ECONNREFUSED follows at once.
    const send = (): void => {
      if (!over) socket.send(probeLine, (error) => error && errnoOf(error) !== 'EPERM' && fail(error));
    };
    socket.once('error', fail);
    socket.once('message', (message) => {
      const identity = parseIdentity(message.toString());
      finish({ outcome: 'reached', ...(identity && { identity }) });
    });
    socket.bind({ port: 0, ...(target.source !== undefined && { address: target.source }) }, () => {
      socket.connect(target.port, target.address, (error?: Error) => {
        if (over) return;
        if (error) {
          fail(error);
          return;
        }
        local = plainAddress(socket.address().address);
        for (let i = 0; i < sendings; i++) {
          timers.push(setTimeout(send, (i * target.timeoutMs) / sendings));
        }
        timers.push(setTimeout(() => finish({ outcome: 'timeout' }), target.timeoutMs));
      });
    });
  });
}

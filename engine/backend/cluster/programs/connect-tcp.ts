import { connect } from 'node:net';
import { errnoOf, outcomeOf } from './errno.ts';
import { parseIdentity, plainAddress, probeLine } from './identity.ts';
import type { Attempt } from './protocol.ts';

export interface Target {
  readonly address: string;
  readonly port: number;
  readonly source?: string | undefined;
  readonly timeoutMs: number;
}

/** How long a peer that accepted may take to say who it is. It is reached all the same. */
const identityMs = 1000;

/** One new TCP connection. Whoever accepts it is reached, a stand-in also says who it is. */
export function connectTcp(target: Target): Promise<Attempt> {
  const started = performance.now();
  return new Promise((resolve) => {
    let local: string | undefined;
    let text = '';
    const socket = connect({
      host: target.address,
      port: target.port,
      ...(target.source !== undefined && { localAddress: target.source }),
      noDelay: true,
    });
    let timer = setTimeout(() => finish({ outcome: 'timeout' }), target.timeoutMs);
    const finish = (end: Pick<Attempt, 'outcome' | 'errno'>): void => {
      clearTimeout(timer);
      socket.destroy();
      const identity = parseIdentity(text);
      resolve({
        ...end,
        milliseconds: Math.round(performance.now() - started),
        address: target.address,
        ...(local !== undefined && { local }),
        ...(identity && { identity }),
      });
    };
    socket.once('connect', () => {
      local = plainAddress(socket.localAddress);
      clearTimeout(timer);
      timer = setTimeout(() => finish({ outcome: 'reached' }), identityMs);
      socket.write(probeLine);
    });
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) finish({ outcome: 'reached' });
    });
    socket.once('end', () => finish({ outcome: 'reached' }));
    socket.once('error', (error) => {
      const errno = errnoOf(error);
      finish({ outcome: outcomeOf(errno), errno });
    });
  });
}

import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Order } from './protocol.ts';
import { socketEnding, stateFolder } from './state-folder.ts';

/** Tells all stand-ins of this pod; returns how many obeyed. */
export async function giveOrder(order: Order, folder: string = stateFolder): Promise<number> {
  const files = await readdir(folder).catch(() => []);
  const sockets = files.filter((file) => file.endsWith(socketEnding)).sort();
  const obeyed = await Promise.all(sockets.map((socket) => tell(`${folder}/${socket}`, order)));
  return obeyed.filter(Boolean).length;
}

function tell(path: string, order: Order): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(path, () => socket.write(`${JSON.stringify(order)}\n`));
    socket.setTimeout(5000, () => socket.destroy());
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(answer.trim() === 'obeyed'));
  });
}

import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Order } from './protocol.ts';
import { socketEnding, stateFolder } from './state-folder.ts';

/** Listens for orders, one a connection, and says when each was obeyed. Returns how to stop it. */
export async function takeOrders(
  name: string,
  obey: (order: Order) => Promise<void>,
  folder: string = stateFolder,
): Promise<() => void> {
  if (!existsSync(folder)) return () => undefined;
  const path = `${folder}/${name}${socketEnding}`;
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    let text = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      text += chunk.toString();
      if (!text.includes('\n')) return;
      const order = JSON.parse(text) as Order;
      text = '';
      obey(order).then(
        () => socket.end('obeyed\n'),
        (error: unknown) => socket.end(`${String(error)}\n`),
      );
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return () => void server.close();
}

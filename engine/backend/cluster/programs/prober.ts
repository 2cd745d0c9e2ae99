/**
 * Lives in a client's container for as long as somebody asks: a request a line on stdin, an answer
 * a line on stdout. Ends with its input.
 */
import { createInterface } from 'node:readline';
import { giveOrder } from './give-order.ts';
import { askHeld, hold } from './hold.ts';
import { hasHungLookups, lookUp } from './look-up.ts';
import type { Request } from './protocol.ts';
import { runBatch } from './run-batch.ts';

async function answer(request: Request): Promise<object> {
  switch (request.op) {
    case 'batch':
      return runBatch(request.batch);
    case 'lookup':
      return lookUp(request.id, request.name, request.timeoutMs);
    case 'hold':
      return { id: request.id, attempt: await hold(request.name, request.question, request.timeoutMs) };
    case 'held':
      return { id: request.id, attempt: await askHeld(request.name, request.timeoutMs) };
    case 'environment':
      return { id: request.id, environment: process.env };
    default:
      return { id: request.id, obeyed: await giveOrder(request.order) };
  }
}

async function serve(line: string): Promise<void> {
  const request = JSON.parse(line) as Request;
  const id = request.op === 'batch' ? request.batch.id : request.id;
  const reply = await answer(request).catch((error: unknown) => ({ id, error: String(error) }));
  await new Promise((done) => process.stdout.write(`${JSON.stringify(reply)}\n`, done));
}

const underWay = new Set<Promise<void>>();
const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
lines.on('line', (line) => {
  const work = serve(line).finally(() => underWay.delete(work));
  underWay.add(work);
});
lines.once('close', () => void Promise.allSettled(underWay).then(leave));

/** An orderly end would wait for threads that wait for a DNS server. */
function leave(): void {
  if (hasHungLookups()) process.kill(process.pid, 'SIGKILL');
  process.exit(0);
}

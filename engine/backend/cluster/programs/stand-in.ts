/** Takes the place of a scenario's container: listens where that would, and tells who it is and whom it saw. */
import { takeOrders } from './take-orders.ts';
import { knowNoNames } from './know-no-names.ts';
import { Listeners } from './listeners.ts';
import type { Plan } from './protocol.ts';
import { Readiness } from './readiness.ts';

const plan: Plan = {
  ports: [],
  readyFiles: [],
  liveFiles: [],
  ...(JSON.parse(process.env['REACHFORM_PLAN'] ?? '{}') as Partial<Plan>),
};
const readiness = new Readiness(plan);
const listeners = new Listeners(readiness);
let hold = false;

// A place to ask from has nothing to listen on, and stays all the same.
setInterval(() => undefined, 1 << 30);

process.on('SIGTERM', () => {
  if (!hold) process.exit(0);
});
process.on('SIGINT', () => process.exit(0));

readiness.set(plan.startsReady ?? true);
await takeOrders(process.env['REACHFORM_CONTAINER'] ?? 'stand-in', async (order) => {
  if (order.hold !== undefined) hold = order.hold;
  if (order.ready !== undefined) readiness.set(order.ready);
  if (order.listen) await listeners.open(order.listen);
});
await listeners.open(plan.ports);
if (plan.namesNothing === true) await knowNoNames('127.0.0.1', 53);
if (plan.controlPort !== undefined) await listeners.openControl(plan.controlPort);

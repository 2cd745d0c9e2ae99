/** What the steps use of the engine, in one place. */
export { ClusterError, UserError, type Place } from '../engine/errors/index.ts';
export { parseClient, type Client, type Flow, type Verdict } from '../engine/flow/index.ts';
export * from '../engine/run/index.ts';

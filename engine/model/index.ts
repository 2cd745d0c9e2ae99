export type { Derivation, Faults, Memory, Revision, State } from './state.ts';
export { noFaults } from './state.ts';
export { ObjectStore } from './object-store.ts';
export { makeState } from './make-state.ts';
export { reconcile } from './reconcile.ts';
export { resolve, resolveAll } from './resolve.ts';
export type { NameAnswer } from './names/index.ts';
export { lookup } from './lookup.ts';

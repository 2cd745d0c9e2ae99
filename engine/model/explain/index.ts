export type { Cause } from './cause.ts';
export { likelyCauses } from './likely-causes.ts';

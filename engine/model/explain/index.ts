export type { Cause } from './cause.ts';
export { likelyCauses } from './likely-causes.ts';
export { whyNot, type WhyNot } from './why-not.ts';

export { candidatesOf, lookUp, type Resolver } from './look-up.ts';
export type { NameAnswer } from './name-answer.ts';
export { isHeadless, Zone } from './zone.ts';

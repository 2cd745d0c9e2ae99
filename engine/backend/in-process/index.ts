export { InProcess } from './in-process.ts';

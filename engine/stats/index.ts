export { connectionsToSeeAll } from './coverage.ts';
export { checkSpread, type Cell, type SpreadCheck } from './spread.ts';

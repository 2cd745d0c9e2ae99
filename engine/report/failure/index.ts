export type { LineOf } from './excerpt.ts';
export { explanationLines } from './explanation.ts';
export { formatFailure, type Failure, type Sentence } from './failure.ts';
export { formatFindings, type FailedSentence, type Finding } from './findings.ts';
export { causeLines, formatFlow, traceLines, type Cause, type FailedFlow } from './flow-failure.ts';
export { columns, leftRight, wrap } from './layout.ts';

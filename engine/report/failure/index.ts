export type { LineOf } from './excerpt.ts';
export { formatFailure, type Failure, type Sentence } from './failure.ts';
export { formatFindings, type FailedSentence, type Finding } from './findings.ts';
export { formatFlow, type Cause, type FailedFlow } from './flow-failure.ts';
export { columns, wrap } from './layout.ts';

export {
  columns,
  formatFailure,
  formatFindings,
  formatFlow,
  wrap,
  type Cause,
  type FailedFlow,
  type FailedSentence,
  type Failure,
  type Finding,
  type LineOf,
  type Sentence,
} from './failure/index.ts';

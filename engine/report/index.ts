export {
  causeLines,
  columns,
  formatFailure,
  formatFindings,
  formatFlow,
  leftRight,
  traceLines,
  wrap,
  type Cause,
  type FailedFlow,
  type FailedSentence,
  type Failure,
  type Finding,
  type LineOf,
  type Sentence,
} from './failure/index.ts';
export { nearestSentences } from './nearest-sentences.ts';
export {
  featureLines,
  headLine,
  RunLog,
  totalLines,
  type FeatureResult,
  type RunMessage,
  type ScenarioResult,
  type Totals,
} from './run/index.ts';

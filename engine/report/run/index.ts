export type { RunMessage } from './messages.ts';
export { PhaseTimes } from './phase-times.ts';
export { RunLog, type FeatureResult, type ScenarioResult } from './run-log.ts';
export { featureLines, headLine, totalLines, type Totals } from './summary.ts';
export { LeftOutCounter, leftOutLines, nothingRanLines, type LeftOutCount } from './left-out.ts';

export { readingProblem, readSourceFiles, type SourceFile, type SourceFiles } from './input/source-files.ts';
export {
  formatBackEndName,
  parseBackEndNames,
  type BackEndName,
  type BackEndOptions,
} from './back-end-options.ts';
export { BackEnds } from './back-ends.ts';
export {
  kill,
  label,
  remove,
  scale,
  setReadiness,
  terminate,
  unlabel,
  type Named,
} from './changes/change-by-words.ts';
export { applyPath, applyText, deletePath, giveText } from './changes/apply.ts';
export { parseDuration } from './changes/duration.ts';
export { exposeNamed, exposePath } from './changes/expose.ts';
export { kindWords } from './changes/kinds.ts';
export { expectSource } from './checks/back-end-sees.ts';
export { expectEndpoints, expectNoEndpoints } from './checks/endpoints.ts';
export {
  expectEither,
  expectExactly,
  expectFlow,
  expectFlowTable,
  expectMatrix,
  expectOnly,
} from './checks/flows.ts';
export { expectBalanced, expectNodePortFallback } from './checks/load-balancer.ts';
export { expectAddresses, expectClusterIpOf, expectNoName } from './checks/names.ts';
export { expectRejected } from './checks/rejected.ts';
export { expectStored } from './checks/stored.ts';
export { expectClusterIp, expectNoClusterIp } from './checks/services.ts';
export { lasting } from './lasting.ts';
export { expectHeld, holdOpen } from './checks/held.ts';
export { expectOnePod } from './checks/one-pod.ts';
export { expectShares, expectSpread, usualConnections, type Spread } from './checks/spread.ts';
export { giveClient, giveOutsideServer, giveService } from './facts/give.ts';
export { ExpectationFailed } from './failing.ts';
export { noSentence, type RunningSentence } from './sentence.ts';
export { Session, type SessionOptions } from './session.ts';
export { UndefinedSteps } from './undefined-steps.ts';
export { verifyRecording, type FlowDifference, type NameDifference, type Verification } from './verify.ts';
export { RunOutcome } from './run-outcome.ts';
export { featureLines, headLine, LeftOutCounter, PhaseTimes, RunLog, totalLines } from '../report/index.ts';
export { scenarioText } from './scenario-text.ts';
export { neededSettings, type Pickle } from './needed-settings.ts';
export { readUsualCluster, type UsualCluster } from './facts/usual-cluster.ts';
export { interruptAll } from './interruption.ts';

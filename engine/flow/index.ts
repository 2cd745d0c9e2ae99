export type { Affinity, Answer, Backend, Connection, SchedulerSaid, Result, SourceSeen } from './answer.ts';
export type { Change, ChangeKind } from './change.ts';
export { isChangeEntry, parseChange } from './parse-change.ts';
export { parseGoDuration } from './go-duration.ts';
export type {
  Client,
  Flow,
  FlowProtocol,
  HostClient,
  HttpRequest,
  OutsideClient,
  PodClient,
} from './flow.ts';
export type { NameSeen } from './name-seen.ts';
export type { Observation, Tally } from './observation.ts';
export { ruleEvidence, rules, type Rule } from './rule.ts';
export { LazyStep, type EndpointNote, type Step } from './trace.ts';
export { agree } from './agree.ts';
export {
  formatPattern,
  matchesPattern,
  parseBackends,
  type BackendPattern,
  type Knowledge,
} from './backend-pattern.ts';
export { check } from './check.ts';
export { defaultOutside, formatClient, parseClient } from './client-words.ts';
export { isSame, type Comparison } from './comparison.ts';
export {
  formatExpectation,
  formatRow,
  formatSource,
  parseSource,
  type BackendRow,
  type Expectation,
  type ExpectedSource,
} from './expectation.ts';
export {
  cellMeanings,
  cellOf,
  expectationOf,
  legend,
  parseMatrix,
  printMatrix,
  tableOf,
  type Matrix,
  type MatrixRow,
} from './matrix.ts';
export { formatAnswer, isObservation, nameOf, outcomesOf, type Outcome } from './outcome.ts';
export { formatResult, knownResultWords, parseResult, type ExpectedResult } from './result-words.ts';
export { formatShare, isShare, parseShare, type Share } from './share.ts';
export {
  judge,
  type Prediction,
  type Verdict,
  type VerdictKind,
  type Witness,
  type WitnessVerdict,
} from './verdict.ts';
export { parseDestination, type Destination, type Url } from './destination.ts';
export { parseFlow } from './parse-flow.ts';
export { pingDestination } from './ping.ts';

export type { Answer, Backend, Result, SourceSeen } from './answer.ts';
export type { Change, ChangeKind } from './change.ts';
export type { Client, Flow, HostClient, HttpRequest, OutsideClient, PodClient } from './flow.ts';
export type { Observation, Tally } from './observation.ts';
export { rules, type Rule } from './rule.ts';
export { LazyStep, type Step } from './trace.ts';

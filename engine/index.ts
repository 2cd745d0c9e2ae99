/**
 * Reachform as a library: load manifests, make a state, resolve flows, apply changes, list objects.
 * Types and JSON are those of the command line.
 *
 * @packageDocumentation
 */
export {
  ClusterError,
  UserError,
  formatProblem,
  type ApiCause,
  type ApiReason,
  type Place,
  type Problem,
} from './errors/index.ts';
export {
  clusterFromNodes,
  defaultCluster,
  manifestOf,
  parseKindConfig,
  parseManifests,
  readCluster,
  withCni,
  withProxyMode,
  withVersion,
  type Cluster,
  type ClusterOptions,
  type Cni,
  type KubeObject,
  type Manifest,
  type ParsedManifests,
  type ProxyConfig,
  type Ref,
  type Version,
} from './kube/index.ts';
export type * from './kube/types/index.ts';
export {
  formatAnswer,
  formatClient,
  parseFlow,
  parseGoDuration,
  type Affinity,
  type Answer,
  type Backend,
  type Change,
  type Client,
  type Connection,
  type Flow,
  type Result,
  type SourceSeen,
  type Step,
} from './flow/index.ts';
export {
  applyChange,
  branches,
  connect,
  judgeManifests,
  makeState,
  resolve,
  resolveAll,
  Session,
  type Branch,
  type HeldOutcome,
  type HeldTurn,
  type Connected,
  type Judgement,
  type State,
} from './model/index.ts';
export {
  listObjects,
  loadManifests,
  loadStateFromFiles,
  validateFiles,
  type LoadStateOptions,
  type ValidateFilesOptions,
} from './library/index.ts';
export type { Validation } from './run/input/index.ts';

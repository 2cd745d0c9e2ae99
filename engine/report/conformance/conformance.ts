import type { FeatureResult, ScenarioResult } from '../index.ts';

/** What is known of a cluster that was tested. */
export interface TestedCluster {
  /** `kind`, `context:NAME`. */
  readonly backEnd: string;
  /** `v1.35.8`, as the API server says it. */
  readonly kubernetes: string;
  readonly proxyMode: string;
  /** By the names of what runs on every node, else `unknown`. */
  readonly cni: string;
  readonly nodes: number;
}

export type ConformanceStatus = 'passed' | 'failed' | 'not supported';

export interface ConformanceScenario {
  readonly name: string;
  readonly line: number;
  readonly status: ConformanceStatus;
  readonly reason?: string;
}

export interface ConformanceFeature {
  readonly name: string;
  readonly file: string;
  /** Failed if one scenario did, passed if one did and none failed. */
  readonly status: ConformanceStatus;
  readonly passed: number;
  readonly failed: number;
  readonly notSupported: number;
  readonly scenarios: readonly ConformanceScenario[];
}

/** How far a cluster does what the packaged features say of Services. */
export interface Conformance {
  /** Of this program. */
  readonly version: string;
  readonly cluster: TestedCluster;
  /** Names of profiles; none if everything was asked for. */
  readonly profiles: readonly string[];
  readonly totals: { readonly passed: number; readonly failed: number; readonly notSupported: number };
  readonly features: readonly ConformanceFeature[];
}

/** Puts the results of a run in order: by file, then by line. */
export function conformanceOf(
  about: Pick<Conformance, 'version' | 'cluster' | 'profiles'>,
  results: readonly FeatureResult[],
): Conformance {
  const features = results
    .map((feature) => featureOf(feature, about.cluster.backEnd))
    .toSorted((a, b) => (a.file < b.file ? -1 : 1));
  const sum = (of: (feature: ConformanceFeature) => number): number =>
    features.reduce((total, feature) => total + of(feature), 0);
  const totals = {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    notSupported: sum(({ notSupported }) => notSupported),
  };
  return { ...about, totals, features };
}

function featureOf({ name, file, scenarios }: FeatureResult, backEnd: string): ConformanceFeature {
  const own = scenarios.map((scenario) => scenarioOf(scenario, backEnd)).toSorted((a, b) => a.line - b.line);
  const count = (status: ConformanceStatus): number => own.filter((one) => one.status === status).length;
  const [passed, failed] = [count('passed'), count('failed')];
  return {
    name,
    file: file.replace(/^.*\//, ''),
    status: failed > 0 ? 'failed' : passed > 0 ? 'passed' : 'not supported',
    passed,
    failed,
    notSupported: count('not supported'),
    scenarios: own,
  };
}

function scenarioOf(scenario: ScenarioResult, backEnd: string): ConformanceScenario {
  const { name, line, status, messages } = scenario;
  const reason = scenario.leftOut?.get(backEnd);
  // What failed on the model alone says nothing of the cluster, but must not be overlooked.
  if (reason !== undefined && status === 'passed') return { name, line, status: 'not supported', reason };
  if (status === 'passed') return { name, line, status: 'passed' };
  return { name, line, status: 'failed', reason: messages.join('\n\n') || status };
}

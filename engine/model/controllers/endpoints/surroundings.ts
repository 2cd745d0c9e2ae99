import {
  isOn as isGateOn,
  type GateName,
  type GateSettings,
  type Node,
  type Version,
} from '../../../kube/index.ts';
import type { State } from '../../state.ts';

/** What the endpoint controllers ask of a cluster. */
export interface Surroundings {
  readonly version: Version;
  readonly nodes: ReadonlyMap<string, Node>;
  /** Feature gates that the controllers are started with. */
  readonly featureGates?: GateSettings | undefined;
}

export function surroundingsOf({ cluster }: State): Surroundings {
  return {
    version: cluster.version,
    nodes: new Map(cluster.nodes.map(({ object }) => [object.metadata.name, object])),
    featureGates: cluster.featureGates?.controllers,
  };
}

export function isOn(gate: GateName, { version, featureGates }: Surroundings): boolean {
  return isGateOn(gate, version, featureGates);
}

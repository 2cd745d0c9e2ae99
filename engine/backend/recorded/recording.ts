import type { Client, Flow, NameSeen, Observation } from '../../flow/index.ts';
import { manifestOf, type Cluster, type KubeObject, type Node } from '../../kube/index.ts';

/** What a recording is of. Holds nothing of the person or the machine that made it. */
export interface RunNotes {
  /** The release of the format. */
  readonly format: 1;
  /** What was recorded, in a line. */
  readonly what: string;
  /** The back end that was asked: `kind`, `context:NAME`. */
  readonly on: string;
  /** The full release that the API server told. */
  readonly kubernetes: string;
  /** When, as an ISO time. */
  readonly recorded?: string;
  /** The scenario that it belongs to, as `Setting` names it. */
  readonly scenario?: string;
  /** How many changes of that scenario came before. */
  readonly changes: number;
  /** The cluster less its nodes, which are among the objects. */
  readonly cluster: Omit<Cluster, 'nodes'>;
}

/** What a client's resolver said of a name. */
export interface NameAsk {
  readonly from: Client;
  readonly name: string;
  readonly seen: NameSeen;
}

/** What a cluster held at one time, what it was asked, and what it said. */
export interface Recording {
  readonly notes: RunNotes;
  /** As the API server returned them, trimmed; node names are the model's. */
  readonly objects: readonly KubeObject[];
  readonly flows: readonly Flow[];
  /** One for each flow, in the same order. */
  readonly observations: readonly Observation[];
  readonly names: readonly NameAsk[];
}

/** The files of a recording; without the last, no name was asked for. */
export const recordingFiles = {
  notes: 'run.yaml',
  objects: 'objects.json',
  flows: 'flows.json',
  observations: 'observations.json',
  names: 'names.json',
} as const;

/** The cluster that was recorded, nodes included. */
export function clusterOf(recording: Recording): Cluster {
  const nodes = recording.objects.filter((object): object is Node => object.kind === 'Node');
  return { ...recording.notes.cluster, nodes: nodes.map((node) => manifestOf(node)) };
}

import { agree, type Answer, type Flow, type Knowledge, type Observation } from '../flow/index.ts';
import { manifestOf, nthAddress, type Cluster } from '../kube/index.ts';
import { makeState, resolve, type State } from '../model/index.ts';
import { clusterOf, type Recording } from '../backend/recorded/index.ts';

/** A flow that a cluster answered otherwise than the model predicts. */
export interface FlowDifference {
  readonly flow: Flow;
  readonly predicted: Answer;
  readonly observed: Observation;
  /** In words, one for each thing that differs. */
  readonly differences: readonly string[];
}

/** What came of holding the model against a recording. */
export interface Verification {
  /** How many flows were predicted. */
  readonly flows: number;
  /** How many backends told which source address they saw. */
  readonly sources: number;
  /** Empty where the model is right about everything that was recorded. */
  readonly differences: readonly FlowDifference[];
  /** What was accepted though the model does not decide it, and how often. */
  readonly notes: ReadonlyMap<string, number>;
}

/** Predicts every flow of a recording from the objects of the same recording, and compares. */
export function verifyRecording(recording: Recording): Verification {
  const state = stateOf(recording);
  const knowledge = knowledgeOf(state.cluster);
  const differences: FlowDifference[] = [];
  const notes = new Map<string, number>();
  let sources = 0;
  for (const [index, flow] of recording.flows.entries()) {
    const observed = recording.observations[index] as Observation;
    const predicted = resolve(state, flow);
    const comparison = agree(predicted, observed, knowledge);
    sources += observed.backends.filter(
      (backend) => (backend.source ?? observed.source)?.address !== undefined,
    ).length;
    for (const note of comparison.notes) notes.set(note, (notes.get(note) ?? 0) + 1);
    if (comparison.differences.length > 0) {
      differences.push({ flow, predicted, observed, differences: comparison.differences });
    }
  }
  return { flows: recording.flows.length, sources, differences, notes };
}

/** The objects as they were recorded: nothing that has a status is made anew. */
function stateOf(recording: Recording): State {
  const manifests = recording.objects
    .filter(({ kind }) => kind !== 'Node')
    .map((object) => manifestOf(object));
  return makeState(clusterOf(recording), manifests);
}

/** Names are written out in a recording; of the rest only the nodes' addresses are asked for. */
function knowledgeOf({ nodes }: Cluster): Knowledge {
  const owners = new Map<string, string>();
  for (const { object } of nodes) {
    const own = (object.status?.addresses ?? []).map(({ address }) => address);
    const gateways = (object.spec?.podCIDRs ?? []).flatMap((range) => nthAddress(range, 1) ?? []);
    for (const address of [...own, ...gateways]) owners.set(address, object.metadata.name);
  }
  return {
    namespace: 'default',
    podNamed: () => undefined,
    addressesOf: () => undefined,
    nodeOf: (address) => owners.get(address),
  };
}

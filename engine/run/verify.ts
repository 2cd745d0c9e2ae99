import {
  agree,
  type Answer,
  type Flow,
  type Knowledge,
  type NameSeen,
  type Observation,
} from '../flow/index.ts';
import { manifestOf } from '../kube/index.ts';
import { lookup, makeState, resolve, type State } from '../model/index.ts';
import { clusterOf, type NameAsk, type Recording } from '../backend/recorded/index.ts';
import { knowledgeOf } from './names/knowledge.ts';

/** A flow that a cluster answered otherwise than the model predicts. */
export interface FlowDifference {
  readonly flow: Flow;
  readonly predicted: Answer;
  readonly observed: Observation;
  /** In words, one for each thing that differs. */
  readonly differences: readonly string[];
}

/** A name for which a client's resolver gave something else than the model. */
export interface NameDifference {
  readonly ask: NameAsk;
  readonly predicted: NameSeen;
}

/** What came of holding the model against a recording. */
export interface Verification {
  /** How many flows were predicted. */
  readonly flows: number;
  /** How many backends told which source address they saw. */
  readonly sources: number;
  readonly names: number;
  /** Empty, as is the next, where the model is right about everything that was recorded. */
  readonly differences: readonly FlowDifference[];
  readonly nameDifferences: readonly NameDifference[];
  /** What was accepted though the model does not decide it, and how often. */
  readonly notes: ReadonlyMap<string, number>;
}

/** Predicts every flow and name of a recording from the objects of the same recording, and compares. */
export function verifyRecording(recording: Recording): Verification {
  const state = stateOf(recording);
  const knowledge = knowledgeOf(state, 'default', () => undefined);
  const compared = recording.flows.map((flow, index) =>
    compareFlow(state, knowledge, flow, recording.observations[index] as Observation),
  );
  const notes = new Map<string, number>();
  for (const note of compared.flatMap((one) => one.notes)) notes.set(note, (notes.get(note) ?? 0) + 1);
  return {
    flows: recording.flows.length,
    sources: recording.observations.reduce((sum, observed) => sum + sourcesIn(observed), 0),
    names: recording.names.length,
    differences: compared.filter(({ differences }) => differences.length > 0).map((one) => one.difference),
    nameDifferences: recording.names.flatMap((ask) => {
      const predicted = predictName(state, ask);
      return predicted === undefined || isSameName(predicted, ask.seen) ? [] : [{ ask, predicted }];
    }),
    notes,
  };
}

function compareFlow(state: State, knowledge: Knowledge, flow: Flow, observed: Observation) {
  const predicted = resolve(state, flow);
  const { differences, notes } = agree(predicted, observed, knowledge);
  return { differences, notes, difference: { flow, predicted, observed, differences } };
}

function sourcesIn({ backends, source }: Observation): number {
  return backends.filter((backend) => (backend.source ?? source)?.address !== undefined).length;
}

/** Nothing for a name that only the world outside can answer. */
function predictName(state: State, { from, name }: NameAsk): NameSeen | undefined {
  const answer = lookup(state, from, name);
  if (answer.kind === 'addresses') return { outcome: 'addresses', addresses: answer.addresses };
  return answer.kind === 'no-name' ? { outcome: 'no-name', addresses: [] } : undefined;
}

function isSameName(predicted: NameSeen, seen: NameSeen): boolean {
  const textOf = ({ addresses }: NameSeen): string => addresses.toSorted().join(' ');
  return predicted.outcome === seen.outcome && textOf(predicted) === textOf(seen);
}

/** The objects as they were recorded: nothing that has a status is made anew. */
export function stateOf(recording: Recording): State {
  const manifests = recording.objects
    .filter(({ kind }) => kind !== 'Node')
    .map((object) => manifestOf(object));
  return makeState(clusterOf(recording), manifests);
}

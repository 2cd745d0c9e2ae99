import { refOf, type Manifest, type Pod, type Ref } from '../../kube/index.ts';
import { podIPs } from '../allocation/pod-addresses.ts';
import { noMemory, type Memory, type State } from '../state.ts';
import { fullName } from './owner.ts';

/** What a controller wants written. */
export interface Edit {
  readonly put?: readonly Manifest[];
  readonly remove?: readonly Manifest[];
}

/** The state with an edit written; the same state where there is nothing to write. */
export function write(state: State, { put = [], remove = [] }: Edit): State {
  if (put.length === 0 && remove.length === 0) return state;
  const refs: Ref[] = remove.map(({ object }) => refOf(object));
  const objects = state.objects.without(refs).with(put);
  return forget({ ...state, objects }, remove);
}

export function memoryOf(state: State): Memory {
  return state.memory ?? noMemory;
}

export function remember(state: State, memory: Partial<Memory>): State {
  return { ...state, memory: { ...memoryOf(state), ...memory } };
}

/** Removed pods give their addresses back and have left. */
function forget(state: State, removed: readonly Manifest[]): State {
  const pods = removed.filter(isPod);
  if (pods.length === 0) return state;
  const { releasedAddresses, leaving } = memoryOf(state);
  const released = pods.flatMap(({ object }) => podIPs(object));
  const still = new Map(leaving);
  for (const { object } of pods) still.delete(fullName(object));
  return remember(state, {
    releasedAddresses: releasedAddresses.with(released.map((ip) => [ip, true] as const)),
    leaving: still,
  });
}

function isPod(manifest: Manifest): manifest is Manifest<Pod> {
  return manifest.object.kind === 'Pod';
}

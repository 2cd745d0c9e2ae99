import type { Faults, State } from '../state.ts';
import { memoryOf, remember } from '../controllers/edit.ts';
import { isSilent } from '../controllers/silent-nodes.ts';
import type { ObjectStore } from '../object-store.ts';
import { checkNode } from './find-object.ts';

/** A node switched off or on, cut off from the network or connected again. */
export function setNode(
  state: State,
  node: string,
  fault: 'stoppedNodes' | 'cutOffNodes',
  broken: boolean,
): State {
  checkNode(state, node);
  const set = new Set(state.faults[fault]);
  if (broken) set.add(node);
  else set.delete(node);
  return followProxies(withFaults(state, { [fault]: set }));
}

/** A node's kube-proxy stopped, with the rules it has, or started again. */
export function setProxy(state: State, node: string, stopped: boolean): State {
  checkNode(state, node);
  const stoppedProxies = new Set(memoryOf(state).stoppedProxies);
  if (stopped) stoppedProxies.add(node);
  else stoppedProxies.delete(node);
  return followProxies(remember(state, { stoppedProxies }));
}

/**
 * Proxies that are stopped, or whose node hears no API server, keep the objects that they saw last.
 * One that starts with its machine reads them afresh.
 */
function followProxies(state: State): State {
  const { stoppedProxies } = memoryOf(state);
  const staleProxies = new Map<string, ObjectStore>();
  for (const { object } of state.cluster.nodes) {
    const { name } = object.metadata;
    const isOff = state.faults.stoppedNodes.has(name);
    const isDeaf = stoppedProxies.has(name) || isSilent(state, name);
    if (isDeaf && !isOff) staleProxies.set(name, state.faults.staleProxies.get(name) ?? state.objects);
  }
  const still = [...stoppedProxies].filter((name) => !state.faults.stoppedNodes.has(name));
  return remember(withFaults(state, { staleProxies }), { stoppedProxies: new Set(still) });
}

function withFaults(state: State, faults: Partial<Faults>): State {
  return { ...state, faults: { ...state.faults, ...faults } };
}

import { UserError } from '../../errors/index.ts';
import type { Answer, Backend, Flow } from '../../flow/index.ts';
import { certain, gathered, type Chance } from '../connections/chance.ts';
import { noConnections } from '../connections/connections.ts';
import { servicePortName } from '../connections/scope.ts';
import { withConnections } from '../connections/with-connections.ts';
import { branches, connect } from '../connect.ts';
import { callerOf } from '../path/caller.ts';
import { targetOf } from '../path/target.ts';
import { viewOf } from '../path/view.ts';
import type { State } from '../state.ts';
import { wayKey, type Held, type HeldWay } from './held.ts';

/**
 * Makes a connection that stays open under a name; over UDP, a socket that keeps sending.
 *
 * @throws UserError for a flow that can't be asked, and where a connection is not made
 */
export function hold(
  state: State,
  name: string,
  flow: Flow,
): { readonly answer: Answer; readonly state: State } {
  const { protocol = 'TCP' } = flow;
  if (protocol === 'ICMP') {
    throw new UserError({ what: `a ping of "${flow.to}" can't be held open: it is no connection` });
  }
  const { answer, state: made } = connect(state, flow);
  const view = viewOf(state);
  const caller = callerOf(view, flow.from);
  const [spot] = targetOf(view, caller, flow.to, protocol).spots;
  const ways = firstWays(state, flow, protocol === 'UDP');
  const failed = ways.find(({ value }) => value.over !== undefined);
  if (failed && protocol !== 'UDP') {
    throw new UserError({
      what: `a connection to "${flow.to}" can't be held open`,
      found: failed.value.over,
      expected: 'reached, by all ways that it may go',
    });
  }
  const dialled = spot?.owner?.kind === 'node' ? spot.owner.node : caller.node;
  const match = spot && view.proxy(dialled).match(spot);
  const held: Held = {
    name,
    flow,
    protocol,
    client: caller.pod && { pod: caller.pod.key, address: caller.pod.addresses[0] ?? '' },
    nodes: [...new Set([...(caller.kind === 'outside' ? [] : [caller.node.name]), dialled.name])],
    servicePort: match && servicePortName(match.rules),
    ways,
  };
  return { answer, state: withHeld(made, held) };
}

/** Every way that a new connection may go. A datagram that gets nowhere leaves a socket that may send the next. */
export function firstWays(state: State, flow: Flow, sends: boolean): readonly Chance<HeldWay>[] {
  const { answer, branches: all } = branches(state, flow);
  if (all.length === 0) {
    const nowhere = { first: undefined, now: undefined };
    const { result } = answer;
    if (!sends) return certain({ ...nowhere, over: result });
    return certain({ ...nowhere, over: undefined, lost: result === 'refused' ? undefined : result });
  }
  return gathered(
    all.map(({ backend }) => ({ probability: backend.probability, value: wayTo(backend, answer, sends) })),
    wayKey,
  );
}

function wayTo(backend: Backend, answer: Answer, sends: boolean): HeldWay {
  const result = backend.result ?? answer.result;
  if (result === 'reached') return { first: backend, now: backend, over: undefined };
  // Where a datagram was sent is kept in mind, whatever came of it.
  if (sends) return { first: undefined, now: { ...backend, result }, over: undefined };
  return { first: undefined, now: undefined, over: result };
}

export function withHeld(state: State, held: Held): State {
  const connections = state.connections ?? noConnections;
  return withConnections(state, { ...connections, held: new Map(connections.held).set(held.name, held) });
}

/** The connection of that name. Throws a UserError with the names that there are. */
export function findHeld(state: State, name: string): Held {
  const all = state.connections?.held ?? new Map<string, Held>();
  const held = all.get(name);
  if (held) return held;
  throw new UserError({
    what: `no connection "${name}" is held open`,
    expected: all.size === 0 ? 'a connection that a sentence before holds open' : [...all.keys()].join(', '),
  });
}

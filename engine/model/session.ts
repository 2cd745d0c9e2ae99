import { UserError } from '../errors/index.ts';
import { parseGoDuration, type Answer, type Change, type Connection, type Flow } from '../flow/index.ts';
import { checkTogether, withServiceCIDRs } from '../kube/index.ts';
import { applyChange } from './apply-change.ts';
import { connect } from './connect.ts';
import { askHeld, type HeldTurn } from './held/ask-held.ts';
import { hold } from './held/hold.ts';
import type { State } from './state.ts';

/**
 * Connections and changes in the order in which they happen: each finds the cluster that the ones before it left,
 * with what its nodes remember. Holds the present state; states themselves stay immutable values.
 */
export class Session {
  #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  /**
   * Makes the connections of a flow, `repeat` of them one after the other. The answer is that of the first; with
   * `repeat`, `connections` has all of them.
   *
   * @throws UserError for a flow that can't be asked; nothing has happened then
   */
  connect(flow: Flow): Answer {
    const first = this.#connectOnce(flow);
    if (flow.repeat === undefined) return first;
    const connections: Connection[] = [connectionOf(first)];
    let before: State | undefined;
    while (connections.length < flow.repeat) {
      const last = connections[connections.length - 1]!;
      // Where a connection leaves nothing behind, the next one is the same.
      const isRest = this.#state === before;
      before = this.#state;
      connections.push(isRest ? last : connectionOf(this.#connectOnce(flow)));
    }
    return { ...first, connections };
  }

  /**
   * Makes a connection that stays open under a name; over UDP, a socket that keeps sending.
   *
   * @throws UserError where no connection is made
   */
  hold(name: string, flow: Flow): Answer {
    const { answer, state } = hold(this.#state, name, flow);
    this.#state = state;
    return answer;
  }

  /**
   * Sends something over a connection that is held: what comes of it, for every way that it may have gone.
   *
   * @throws UserError where none of that name is held
   */
  askHeld(name: string): readonly HeldTurn[] {
    const { turns, state } = askHeld(this.#state, name);
    this.#state = state;
    return turns;
  }

  #connectOnce(flow: Flow): Answer {
    const { answer, state } = connect(this.#state, flow);
    this.#state = state;
    return answer;
  }

  /**
   * Changes the cluster and lets its controllers come to rest.
   *
   * @throws UserError for what the cluster refuses; nothing has changed then
   */
  change(change: Change): void {
    if (change.kind === 'apply') {
      const { cluster, objects } = this.#state;
      const ranges = withServiceCIDRs(cluster, [...objects.list('ServiceCIDR'), ...change.manifests]);
      const problems = checkTogether(change.manifests, ranges);
      if (problems.length > 0) throw new UserError(problems);
    }
    this.#state = applyChange(this.#state, change);
  }

  /**
   * Lets time go by: seconds, or a duration such as `3h` or `1h30m`.
   *
   * @throws UserError for a text that is no duration
   */
  pass(time: number | string): void {
    const seconds = typeof time === 'number' ? time : parseGoDuration(time);
    if (seconds === undefined) {
      throw new UserError({ what: 'this is no duration', found: String(time), expected: '90s, 3h, 1h30m' });
    }
    this.change({ kind: 'pass-time', seconds });
  }
}

function connectionOf({ result, backends, source, status, reason, affinity, scheduler }: Answer): Connection {
  return {
    result,
    ...(status !== undefined && { status }),
    backends,
    ...(source && { source }),
    ...(affinity && { affinity }),
    ...(scheduler && { scheduler }),
    ...(reason !== undefined && { reason }),
  };
}

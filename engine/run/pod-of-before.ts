import type { Answer, Backend, Flow, Observation } from '../flow/index.ts';
import {
  branches,
  carryOver,
  connect,
  withConnections,
  type Connections,
  type State,
} from '../model/index.ts';

/** A pod that an earlier connection may have reached on the model, and what nodes remember if it did. */
export interface Way {
  readonly pod: string;
  readonly connections: Connections | undefined;
}

/**
 * The pod that connections of an earlier sentence reached. A cluster has shown it. On the model it may be any of
 * several: each is followed through all that happens later, so that what is said of it holds for every one of them.
 */
export class PodOfBefore {
  #ways: readonly Way[] = [];
  readonly #seen = new Map<string, string>();

  get ways(): readonly Way[] {
    return this.#ways;
  }

  /** What a back end other than the model showed. */
  seenOn(backEnd: string): string | undefined {
    return this.#seen.get(backEnd);
  }

  know(ways: readonly Way[]): void {
    this.#ways = ways;
  }

  show(backEnd: string, pod: string): void {
    this.#seen.set(backEnd, pod);
  }

  /** The model has changed. */
  follow(state: State): void {
    this.#ways = this.#ways.map((way) => ({
      ...way,
      connections: way.connections && carryOver(way.connections, state),
    }));
  }

  /** Connections of other sentences were made. */
  connect(state: State, flow: Flow): void {
    this.#ways = this.#ways.map((way) => ({
      ...way,
      connections: connect(inWay(state, way), flow).state.connections,
    }));
  }
}

/** The model as it is if the connection of before went this way. */
export function inWay(state: State, { connections }: Way): State {
  return connections ? withConnections(state, connections) : state;
}

/** Every pod that the next connection may reach, each with what is remembered then. */
export function waysOf(state: State, flow: Flow): readonly Way[] {
  return branches(state, flow).branches.map(({ backend, state: next }) => ({
    pod: podOf(backend),
    connections: next.connections,
  }));
}

/** The pods that were reached, each once. */
export function podsOf(answer: Answer | Observation): readonly string[] {
  const reached = answer.backends.filter(({ probability }) => probability > 0);
  return [...new Set(reached.map((backend) => podOf(backend)))];
}

/** Its pod, or its address if it is none. */
export function podOf({ pod, ip, port }: Backend): string {
  return pod ?? `${ip}:${port}`;
}

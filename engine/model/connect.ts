import type { Answer, Backend, Flow } from '../flow/index.ts';
import { Book } from './connections/book.ts';
import type { Connections } from './connections/connections.ts';
import { withConnections } from './connections/with-connections.ts';
import { viewOf } from './path/view.ts';
import { decideFlow } from './resolve.ts';
import type { State } from './state.ts';

/** A connection that was made: how it ends, and the cluster that remembers it. */
export interface Connected {
  readonly answer: Answer;
  readonly state: State;
}

/**
 * Makes the connection that `resolve` only asks about: where a Service has session affinity, its client is
 * remembered from now on. Nobody is told where a random draw went, so what is remembered is every possibility
 * with its chance, and all later answers are exact. The state it started from stays as it is.
 *
 * @throws UserError for a flow that can't be asked
 */
export function connect(state: State, flow: Flow): Connected {
  const book = new Book(state.connections, state.now);
  const answer = decideFlow(viewOf(state), flow, book);
  return { answer, state: whereDrawn(state, book, () => book.after()) };
}

/** One way in which a connection may have gone, and the cluster as it is if it did. */
export interface Branch {
  readonly backend: Backend;
  readonly state: State;
}

/**
 * Makes a connection and follows every way that it may go: each backend of the answer, with the state in which it is
 * known that the connection came there.
 *
 * @throws UserError for a flow that can't be asked
 */
export function branches(
  state: State,
  flow: Flow,
): { readonly answer: Answer; readonly branches: readonly Branch[] } {
  const book = new Book(state.connections, state.now);
  const answer = decideFlow(viewOf(state), flow, book);
  return {
    answer,
    branches: answer.backends.map((backend) => ({
      backend,
      state: whereDrawn(state, book, () => book.afterReaching(endpointKey(backend))),
    })),
  };
}

/** The same state where the connection left nothing behind. */
function whereDrawn(state: State, book: Book, after: () => Connections): State {
  return book.draws.length === 0 ? state : withConnections(state, after());
}

function endpointKey({ ip, port }: Backend): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

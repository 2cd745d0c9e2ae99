import type { DataTable } from '@cucumber/cucumber';
import {
  expectEither,
  expectExactly,
  expectFlow,
  expectFlowTable,
  expectMatrix,
  expectOnly,
  expectSource,
  type Client,
  type Session,
} from './engine.ts';
import type { To } from './parameter-types.ts';
import { topic } from './sentence-book.ts';

const define = topic('Flows');

define(
  'Then',
  'from {client}, {destination} is reached',
  'Every new connection arrives, wherever. Clients are `pod "client"`, `the host of node "worker"`, `outside`, `outside via node "worker"`. Destinations are `ADDRESS:PORT`, `NAME:PORT`, `NODE:PORT`, `service/NAME:PORT` (its cluster IP), `pod/NAME:PORT`, `nodeport/NODE/SERVICE:PORT`, `loadbalancer/SERVICE:PORT`, or a URL; ` over UDP` may follow.',
  'Then from pod "client", "web:80" is reached',
  (session: Session, from: Client, to: To) => expectFlow(session, { from, ...to }, { result: 'reached' }),
);

define(
  'Then',
  'from {client}, {destination} reaches {backends}',
  'Every new connection arrives at one of these, and at nobody else: `service "web"` (its endpoints), `pods "web-*"`, `pod "web-1"`, `node "worker"`, `address "192.0.2.42"`, each with `on node "worker"` behind it. `only` may stand before them.',
  'Then from pod "client", "http://web/" reaches only pods "web-*" on node "worker"',
  (session: Session, from: Client, to: To, backends: string) =>
    expectOnly(session, { from, ...to }, backends),
);

define(
  'Then',
  'from {client}, {destination} is either of:',
  'While a change is on its way, each connection may end as before or as after: a line for each way, with `result`, and `backends` and `source` where they matter. A cluster is asked at once and not waited for; with `for at least 10s, ` before it, all the way. The model stands at the end of the way.',
  'Then from pod "client", "web:80" is either of:\n  | result    | backends |\n  | reaches   | web-*    |\n  | refused   |          |',
  (session: Session, from: Client, to: To, table: DataTable) =>
    expectEither(session, { from, ...to }, table.raw()),
);

define(
  'Then',
  'from {client}, {destination} reaches exactly:',
  'The table names every backend: `pod`, `backend` or `ip`, and where it matters `port`, `node`, `share`, `result`, `source`.',
  'Then from pod "client", "web:80" reaches exactly:\n  | pod   | share |\n  | web-1 | 1/2   |\n  | web-2 | 1/2   |',
  (session: Session, from: Client, to: To, table: DataTable) =>
    expectExactly(session, { from, ...to }, table.raw()),
);

define(
  'Then',
  'from {client}, {destination} is refused',
  'The client is told at once that nobody is there.',
  'Then from outside, "worker:31879" is refused',
  (session: Session, from: Client, to: To) => expectFlow(session, { from, ...to }, { result: 'refused' }),
);

define(
  'Then',
  'from {client}, {destination} times out',
  'The client gets no answer at all.',
  'Then from outside, "worker:31879" times out',
  (session: Session, from: Client, to: To) => expectFlow(session, { from, ...to }, { result: 'timeout' }),
);

define(
  'Then',
  'from {client}, {destination} is unhandled',
  'No rule of the cluster matches, and ordinary routing decides: on a cluster it may be refused or time out.',
  'Then from pod "client", "10.96.0.19:81" is unhandled',
  (session: Session, from: Client, to: To) => expectFlow(session, { from, ...to }, { result: 'unhandled' }),
);

define(
  'Then',
  'from {client}, {destination} answers {int}',
  'An HTTP answer with this status.',
  'Then from pod "client", "http://shop.example/nowhere" answers 404',
  (session: Session, from: Client, to: To, status: number) =>
    expectFlow(session, { from, ...to }, { result: 'http', status }),
);

define(
  'Then',
  "the backend sees the client's address",
  'Of the flow or flows of the sentence before.',
  'Then from pod "client", "web:80" reaches service "web"\nAnd the backend sees the client\'s address',
  (session: Session) => expectSource(session, 'kept'),
);

define(
  'Then',
  "the backend does not see the client's address",
  'Of the flow or flows of the sentence before: some address of a node stands for it.',
  "And the backend does not see the client's address",
  (session: Session) => expectSource(session, 'hidden'),
);

define(
  'Then',
  'the backend sees an address of node {string}',
  'Of the flow or flows of the sentence before.',
  'And the backend sees an address of node "worker"',
  (session: Session, node: string) => expectSource(session, `node ${node}`),
);

define(
  'Then',
  'the flows are:',
  'Every line is a flow. Columns: `from` (pod client, host of worker, outside), `to`, `result` (reaches, refused, timeout, no name, unhandled, 404), and where it matters `backends` (web-*, service web, 192.0.2.42), `source` (kept, hidden, node worker), `protocol`, `via`.',
  'Then the flows are:\n  | from       | to           | result  | backends | source |\n  | pod client | web:80       | reaches | web-*    | kept   |\n  | outside    | worker:31879 | refused |          |        |',
  (session: Session, table: DataTable) => expectFlowTable(session, table.raw()),
);

define(
  'Then',
  'reachability is:',
  'Every cell is a flow: lines are clients, columns destinations. `.` reached, `X` refused, `-` timeout, `?` no such name, `~` unhandled; an empty cell says nothing.',
  'Then reachability is:\n  |            | web:80 | worker:30080 |\n  | pod client | .      | .            |\n  | outside    | ?      | X            |',
  (session: Session, table: DataTable) => expectMatrix(session, table.raw()),
);

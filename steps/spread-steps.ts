import type { DataTable } from '@cucumber/cucumber';
import {
  expectOnePod,
  expectShares,
  expectSpread,
  usualConnections,
  type Client,
  type Session,
} from './engine.ts';
import type { To } from './parameter-types.ts';
import { topic } from './sentence-book.ts';

const define = topic('Spread');

define(
  'Then',
  'from {client}, {int} connection(s) to {destination} all reach one pod',
  'Whichever it is. On the model: nobody else ever gets one.',
  'Then from pod "client", 30 connections to "web:80" all reach one pod',
  (session: Session, from: Client, connections: number, to: To) =>
    expectOnePod(session, { from, ...to }, connections),
);

define(
  'Then',
  'from {client}, {int} connection(s) to {destination} all reach the same pod as before',
  'The pod that the last sentence about one pod found. On the model: whichever it was.',
  'Then from outside, 10 connections to "worker:30080" all reach the same pod as before',
  (session: Session, from: Client, connections: number, to: To) =>
    expectOnePod(session, { from, ...to }, connections, 'the same'),
);

define(
  'Then',
  'from {client}, {int} connection(s) to {destination} all reach another pod than before',
  'One pod, but not that of the last sentence about one pod.',
  'Then from pod "client", 10 connections to "web:80" all reach another pod than before',
  (session: Session, from: Client, connections: number, to: To) =>
    expectOnePod(session, { from, ...to }, connections, 'another'),
);

define(
  'Then',
  'from {client}, {int} connection(s) to {destination} spread evenly over {int} pod(s)',
  'Exactly even on the model; on a cluster as even as chance makes it (a check that fails wrongly once in a million).',
  'Then from pod "client", 300 connections to "web:80" spread evenly over 3 pods',
  (session: Session, from: Client, connections: number, to: To, over: number) =>
    expectSpread(session, { from, ...to }, connections, { kind: 'even', over }),
);

define(
  'Then',
  'from {client}, {int} connection(s) to {destination} follow shares:',
  'The table names every backend and its `share`: 1/3, 33.3 %, 0.5; where it does not answer, its `result`.',
  'Then from pod "client", 1000 connections to "web:80" follow shares:\n  | pod   | share |\n  | web-1 | 1/2   |\n  | web-2 | 1/2   |',
  (session: Session, from: Client, connections: number, to: To, table: DataTable) =>
    expectShares(session, { from, ...to }, connections, table.raw()),
);

define(
  'Then',
  'from {client}, connections to {destination} follow shares:',
  'The same with as many connections as it usually takes.',
  'Then from pod "client", connections to "web:80" follow shares:\n  | pod   | share |\n  | web-1 | 1/2   |\n  | web-2 | 1/2   |',
  (session: Session, from: Client, to: To, table: DataTable) =>
    expectShares(session, { from, ...to }, usualConnections, table.raw()),
);

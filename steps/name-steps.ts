import type { DataTable } from '@cucumber/cucumber';
import { expectAddresses, expectClusterIpOf, expectNoName, type Client, type Session } from './engine.ts';
import { topic } from './sentence-book.ts';

const define = topic('Names');

define(
  'Then',
  'from {client}, {string} has no such name',
  'Nobody has this name, as the client asks for it. The name may have a port.',
  'Then from pod "client", "web.other" has no such name',
  (session: Session, from: Client, name: string) => expectNoName(session, from, name),
);

define(
  'Then',
  'from {client}, {string} resolves to the cluster IP of service {string}',
  "The name stands for the Service's address, as the client asks for it.",
  'Then from pod "client", "web.shop" resolves to the cluster IP of service "shop/web"',
  (session: Session, from: Client, name: string, service: string) =>
    expectClusterIpOf(session, from, name, service),
);

define(
  'Then',
  'from {client}, {string} resolves to:',
  'The name stands for exactly these: a column `pod`, or a column `address`.',
  'Then from pod "client", "db" resolves to:\n  | pod  |\n  | db-0 |\n  | db-1 |',
  (session: Session, from: Client, name: string, table: DataTable) =>
    expectAddresses(session, from, name, table.raw()),
);

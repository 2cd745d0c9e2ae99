import type { DataTable } from '@cucumber/cucumber';
import {
  expectClusterIp,
  expectEndpoints,
  expectNoClusterIp,
  expectBalanced,
  expectNodePortFallback,
  expectNoEndpoints,
  expectStored,
  type Session,
} from './engine.ts';
import { topic } from './sentence-book.ts';

const define = topic('Services and endpoints');

define(
  'Then',
  'service {string} has endpoints:',
  'The table names every endpoint: `pod` or `ip`, and where it matters `port`, `node`, `ready`, `serving`, `terminating` (yes or no).',
  'Then service "web" has endpoints:\n  | pod   | port | ready |\n  | web-1 | 8080 | yes   |\n  | web-2 | 8080 | no    |',
  (session: Session, name: string, table: DataTable) => expectEndpoints(session, name, table.raw()),
);

define(
  'Then',
  'service {string} has no endpoints',
  'Nobody stands behind it, ready or not.',
  'Then service "web" has no endpoints',
  (session: Session, name: string) => expectNoEndpoints(session, name),
);

define(
  'Then',
  'service {string} has no cluster IP',
  'It is headless, or an ExternalName.',
  'Then service "web" has no cluster IP',
  (session: Session, name: string) => expectNoClusterIp(session, name),
);

define(
  'Then',
  'service {string} has the cluster IP {string}',
  'The address that was chosen or given.',
  'Then service "web" has the cluster IP "10.96.0.80"',
  (session: Session, name: string, address: string) => expectClusterIp(session, name, address),
);

define(
  'Then',
  '{kind} {string} is stored with:',
  'Fields as the API server holds them, defaults and allocated values included. A table of fields and values: a value as in YAML, nothing where the field is left out, `*` for any, `in 10.96.0.0/16`, `in 30000-32767`, `same as spec.ports[0].nodePort`, `other than spec.ports[0].nodePort`. Or a part of the object as YAML: what it says, lists whole.',
  'Then service "web" is stored with:\n  | spec.type              | NodePort       |\n  | spec.ports[0].nodePort | in 30000-32767 |\n  | spec.ipFamilies        | [IPv4]         |',
  (session: Session, kind: string, name: string, wanted: DataTable | string) =>
    expectStored(session, { kind, name }, typeof wanted === 'string' ? wanted : wanted.raw()),
);

define(
  'Then',
  'loadbalancer service {string} has no address, and is reachable as a NodePort on every node',
  'What a LoadBalancer is where no provider gives it an address.',
  'Then loadbalancer service "web" has no address, and is reachable as a NodePort on every node',
  (session: Session, name: string) => expectNodePortFallback(session, name),
);

define(
  'Then',
  'loadbalancer service {string} has an address, and is reachable there',
  'A provider gave it one. Tag the scenario `@needs-loadbalancer`: it runs where there is a provider. In flows, `loadbalancer/web:80` is that address.',
  'Then loadbalancer service "web" has an address, and is reachable there',
  (session: Session, name: string) => expectBalanced(session, name),
);

import {
  applyPath,
  applyText,
  deletePath,
  expectRejected,
  exposeNamed,
  exposePath,
  giveClient,
  giveOutsideServer,
  giveService,
  giveText,
  type Session,
} from './engine.ts';
import type { DataTable } from '@cucumber/cucumber';
import type { To } from './parameter-types.ts';
import { topic } from './sentence-book.ts';

const define = topic('Manifests and client pods');

define(
  'Given',
  'the namespace {string}',
  "The scenario's namespace: names without a namespace are looked for there. Without this sentence it is the only namespace that the given manifests live in, else `default`.",
  'Given the namespace "shop"',
  (session: Session, name: string) => session.facts.useNamespace(name),
);

define(
  'Given',
  'the manifests in {string}',
  'A file, or a folder with all its YAML and JSON files. Applied together with everything else that is given, when the first change or check comes.',
  'Given the manifests in "shop/"',
  (session: Session, path: string) => session.facts.giveManifests(path),
);

define(
  'Given',
  'this/these manifest(s):',
  'API objects as YAML or JSON, right in the feature.',
  'Given this manifest:\n  """\n  apiVersion: v1\n  kind: Service\n  ...\n  """',
  (session: Session, text: string) => giveText(session, text),
);

define(
  'Given',
  'service {string} on port {int} with {int} ready pod(s)',
  'In short: a Deployment and a ClusterIP Service of one name, whose pods listen on that port.',
  'Given service "web" on port 80 with 3 ready pods',
  (session: Session, name: string, port: number, replicas: number) =>
    giveService(session, { name, port, replicas }),
);

define(
  'Given',
  '{serviceType} service {string} on port {int} with {int} ready pod(s)',
  'The same with another type of Service.',
  'Given NodePort service "web" on port 80 with 3 ready pods',
  (session: Session, type: string, name: string, port: number, replicas: number) =>
    giveService(session, { name, port, replicas, type }),
);

define(
  'Given',
  'a client pod {string}',
  'A pod to ask from, in the scenario\'s namespace; `"shop/client"` puts it into another.',
  'Given a client pod "client"',
  (session: Session, name: string) => giveClient(session, name),
);

define(
  'Given',
  'a client pod {string} on node {string}',
  'The same on a node of your choice.',
  'Given a client pod "client" on node "worker2"',
  (session: Session, name: string, node: string) => giveClient(session, name, { node }),
);

define(
  'Given',
  'a client pod {string} in namespace {string}',
  'The same in a namespace of your choice.',
  'Given a client pod "client" in namespace "shop"',
  (session: Session, name: string, namespace: string) => giveClient(session, name, { namespace }),
);

define(
  'Given',
  'a client pod {string} on node {string} in namespace {string}',
  'Both.',
  'Given a client pod "client" on node "worker2" in namespace "shop"',
  (session: Session, name: string, node: string, namespace: string) =>
    giveClient(session, name, { node, namespace }),
);

define(
  'Given',
  'an outside server {string} at {destination}',
  'Something outside the cluster that answers at this address. The model takes what is outside to answer anyway.',
  'Given an outside server "db" at "192.0.2.42:9376"',
  (session: Session, name: string, at: To) => giveOutsideServer(session, name, at),
);

define(
  'When',
  'the manifests are applied',
  'Applies what was given. Changes and checks do it by themselves; this sentence is for the reader.',
  'When the manifests are applied',
  (session: Session) => session.ready(),
);

define(
  'When',
  'this/these manifest(s) is/are applied:',
  'Applies API objects as `kubectl apply --server-side` does.',
  'When this manifest is applied:\n  """\n  apiVersion: v1\n  kind: Service\n  ...\n  """',
  (session: Session, text: string) => applyText(session, text),
);

define(
  'When',
  '{string} is applied',
  'Applies a file or folder.',
  'When "green.yaml" is applied',
  (session: Session, path: string) => applyPath(session, path),
);

define(
  'When',
  '{string} is deleted',
  'Deletes all objects of a file or folder.',
  'When "green.yaml" is deleted',
  (session: Session, path: string) => deletePath(session, path),
);

define(
  'When',
  '{kind} {string} is exposed',
  'Makes the Service that `kubectl expose` makes without options.',
  'When deployment "web" is exposed',
  (session: Session, kind: string, name: string) => exposeNamed(session, { kind, name }),
);

define(
  'When',
  '{kind} {string} is exposed with:',
  'Makes the Service that `kubectl expose` makes with these options: name, port, target-port, protocol, type, selector, labels, cluster-ip, external-ip, load-balancer-ip, session-affinity.',
  'When rs "go-demo-2" is exposed with:\n  | name        | go-demo-2-svc |\n  | target-port | 28017         |\n  | type        | NodePort      |',
  (session: Session, kind: string, name: string, table: DataTable) =>
    exposeNamed(session, { kind, name }, table.raw()),
);

define(
  'When',
  '{string} is exposed with:',
  'The same for every object of a file, as `kubectl expose -f` does.',
  'When "web.yaml" is exposed with:\n  | port | 80 |',
  (session: Session, path: string, table: DataTable) => exposePath(session, path, table.raw()),
);

define(
  'Then',
  'the manifest is rejected at {string} with {string}',
  'The last manifest was refused at this field, with this text in the reason. In a scenario with this sentence a refusal is no failure.',
  'Then the manifest is rejected at "spec.ports[0].nodePort" with "30000-32767"',
  (session: Session, path: string, text: string) => expectRejected(session, path, text),
);

define(
  'Then',
  'the command is rejected with {string}',
  'The last `kubectl expose` refused, with this text.',
  'Then the command is rejected with "cannot expose a StatefulSet.apps"',
  (session: Session, text: string) => expectRejected(session, undefined, text),
);

import {
  kill,
  label,
  parseDuration,
  remove,
  scale,
  setReadiness,
  terminate,
  unlabel,
  type Session,
} from './engine.ts';
import { topic } from './sentence-book.ts';

const define = topic('Changes');

define(
  'When',
  '{kind} {string} is deleted',
  "Deletes an object. A pod's owner replaces it; the new pod has another name and another address.",
  'When pod "web-1" is deleted',
  (session: Session, kind: string, name: string) => remove(session, { kind, name }),
);

define(
  'When',
  'pod {string} is killed',
  'Deletes a pod without its grace period.',
  'When pod "web-1" is killed',
  (session: Session, pod: string) => kill(session, pod),
);

define(
  'When',
  '{workload} {string} is scaled to {int}',
  'Sets the number of replicas.',
  'When deployment "web" is scaled to 0',
  (session: Session, kind: string, name: string, replicas: number) =>
    scale(session, { kind, name }, replicas),
);

define(
  'When',
  'pod {string} becomes ready',
  'Its readiness probe succeeds.',
  'When pod "web-1" becomes ready',
  (session: Session, pod: string) => setReadiness(session, pod, true),
);

define(
  'When',
  'pod {string} becomes unready',
  'Its readiness probe fails. `web-1` is the first pod of workload `web`, unless a pod has that very name; pods that come later get the next numbers.',
  'When pod "web-1" becomes unready',
  (session: Session, pod: string) => setReadiness(session, pod, false),
);

define(
  'When',
  'pod {string} becomes terminating',
  'Deleted, but still running and ready through its grace period.',
  'When pod "web-1" becomes terminating',
  (session: Session, pod: string) => terminate(session, pod, true),
);

define(
  'When',
  'pod {string} becomes terminating and unready',
  'Deleted, still running, but its readiness probe fails.',
  'When pod "web-1" becomes terminating and unready',
  (session: Session, pod: string) => terminate(session, pod, false),
);

define(
  'When',
  '{kind} {string} gets the label {string}',
  'Sets a label, or several with commas.',
  'When pod "web-1" gets the label "app=other"',
  (session: Session, kind: string, name: string, text: string) => label(session, { kind, name }, text),
);

define(
  'When',
  '{kind} {string} loses the label {string}',
  'Takes a label away.',
  'When pod "web-1" loses the label "app"',
  (session: Session, kind: string, name: string, key: string) => unlabel(session, { kind, name }, key),
);

define(
  'When',
  'node {string} stops',
  'The machine is off. Its pods turn unready when the control plane has waited long enough for it.',
  'When node "worker2" stops',
  (session: Session, node: string) => session.change({ kind: 'stop-node', node }),
);

define(
  'When',
  'node {string} starts',
  'The machine is on again.',
  'When node "worker2" starts',
  (session: Session, node: string) => session.change({ kind: 'start-node', node }),
);

define(
  'When',
  'node {string} is cut off',
  'The machine runs, but reaches nobody and is reached by nobody.',
  'When node "worker2" is cut off',
  (session: Session, node: string) => session.change({ kind: 'cut-off-node', node }),
);

define(
  'When',
  'node {string} is reconnected',
  'The end of that.',
  'When node "worker2" is reconnected',
  (session: Session, node: string) => session.change({ kind: 'reconnect-node', node }),
);

define(
  'When',
  'kube-proxy on node {string} stops',
  'The node goes on with the rules that it has, whatever changes.',
  'When kube-proxy on node "worker" stops',
  (session: Session, node: string) => session.change({ kind: 'stop-proxy', node }),
);

define(
  'When',
  'kube-proxy on node {string} starts',
  'The node gets the rules of today.',
  'When kube-proxy on node "worker" starts',
  (session: Session, node: string) => session.change({ kind: 'start-proxy', node }),
);

define(
  'When',
  'CoreDNS is scaled to {int}',
  'Sets the number of DNS servers; with 0 nobody answers questions about names.',
  'When CoreDNS is scaled to 0',
  (session: Session, replicas: number) => session.change({ kind: 'scale-dns', replicas }),
);

define(
  'When',
  '{duration} pass(es)',
  'Time goes by, and what waits for it happens: `90s`, `5m`, `3h`. A real cluster can not be hurried: there it lasts until nodes that fell silent are noticed, and anything else is for `@model-only` scenarios.',
  'When 5m pass',
  (session: Session, duration: string) =>
    session.change({ kind: 'pass-time', seconds: parseDuration(duration) }),
);

import type { Session } from './engine.ts';
import { topic } from './sentence-book.ts';

const define = topic('The cluster');

define(
  'Given',
  'the cluster {string}',
  'A kind config, the file that `kind create cluster --config` takes. Paths are looked for beside the feature file first, then in the working directory.',
  'Given the cluster "kind.yaml"',
  (session: Session, path: string) => session.facts.cluster.useFile(path, session.options.folders),
);

define(
  'Given',
  'a cluster of {int} worker(s)',
  'One control plane and so many workers, named as kind names them: `control-plane`, `worker`, `worker2`. Two workers if no sentence says anything.',
  'Given a cluster of 3 workers',
  (session: Session, workers: number) => session.facts.cluster.useWorkers(workers),
);

define(
  'Given',
  'the proxy mode is {string}',
  'How kube-proxy works: `iptables`, `nftables`, `ipvs` or `userspace`.',
  'Given the proxy mode is "nftables"',
  (session: Session, mode: string) => session.facts.cluster.useMode(mode),
);

define(
  'Given',
  'Kubernetes {release}',
  'The Kubernetes release whose rules hold; 1.35 if no sentence says anything.',
  'Given Kubernetes 1.33',
  (session: Session, release: string) => session.facts.cluster.useVersion(release),
);

import type { Service } from '../../../kube/index.ts';
import type { Setting } from '../../back-end.ts';
import type { LiveCluster, Undo } from '../live-cluster.ts';
import type { Plan } from '../programs/protocol.ts';
import { shortHash, World } from '../names/world.ts';
import { ProberPool, type RawBatch } from '../probe/prober-pool.ts';
import { observed, type Observed } from '../settle/snapshot.ts';
import type { Intent } from '../settle/unsettled.ts';
import { Stopwatch } from '../tools/stopwatch.ts';
import { openScenarios } from './open-scenarios.ts';
import type { Spot } from './spot-of.ts';
import { forgetSystem } from './system-sight.ts';

/** What there is of a kind, itself and what its controller makes, besides pods. */
const madeOf: Readonly<Record<string, readonly Observed[]>> = {
  Deployment: ['deployments', 'replicaSets'],
  ReplicaSet: ['replicaSets'],
  StatefulSet: ['statefulSets'],
  DaemonSet: ['daemonSets'],
  ReplicationController: ['replicationControllers'],
  Job: ['jobs'],
  CronJob: ['jobs'],
  Ingress: ['ingresses'],
};

/** What is remembered of one scenario in one cluster. */
export class Scenario {
  readonly live: LiveCluster;
  readonly setting: Setting;
  readonly world: World;
  readonly probers: ProberPool;
  /** Every batch as it went over the wire, the last ones. */
  readonly batches: RawBatch[] = [];
  /** Services as they were applied, with the scenario's names, by `namespace/name`. */
  readonly services = new Map<string, Service>();
  /** The apiVersion of everything that was applied, by `Kind namespace/name`. */
  readonly apiVersions = new Map<string, string>();
  readonly #kinds = new Set<Observed>(['pods', 'services', 'slices', 'endpoints']);
  /** Real namespaces that exist and are ours. */
  readonly made = new Set<string>();
  /** Repairs of what is not in a namespace of ours, in the order of the damage. */
  readonly undo: Undo[] = [];
  readonly readiness = new Map<string, boolean>();
  /** Ports that stand-ins were told of while they ran, by the uid of their pod. */
  readonly listening = new Map<string, Plan['ports']>();
  /** Where connections are held open, by their names. */
  readonly held = new Map<string, Pick<Spot, 'place' | 'command'>>();
  readonly terminating = new Set<string>();
  /** Nodes whose kubelet says nothing any more. */
  readonly silentNodes = new Set<string>();
  /** Those among them that the control plane has given up. */
  readonly noticed = new Set<string>();
  readonly cutOffNodes = new Set<string>();
  /** Nodes whose rules stay as they are. */
  readonly stoppedProxies = new Set<string>();
  dnsDown = false;
  readonly watch: Stopwatch;

  readonly #broken = new Set<string>();
  readonly #making = new Set<Promise<unknown>>();

  constructor(live: LiveCluster, setting: Setting, watch = new Stopwatch()) {
    this.live = live;
    this.watch = watch;
    this.setting = setting;
    this.world = new World({
      prefix: `reachform-${live.run}-${(live.opened.next++).toString(36)}-${slug(setting.scenario)}`,
      dnsDomain: live.dnsDomain,
      nodes: live.nodes,
    });
    this.probers = new ProberPool((batch) => {
      this.batches.push(batch);
      if (this.batches.length > 50) this.batches.shift();
    });
  }

  /** What is being made outlives an interruption: whoever tears down waits for it first. */
  async make<T>(run: () => Promise<T>): Promise<T> {
    openScenarios.mustGoOn();
    const made = run();
    this.#making.add(made);
    try {
      return await made;
    } finally {
      this.#making.delete(made);
    }
  }

  async untilMade(): Promise<void> {
    await Promise.allSettled(this.#making);
  }

  /** To be called before something is broken that is not in a namespace of ours. */
  async breaks(what: string, repair: () => Promise<unknown>): Promise<void> {
    // What is broken twice is as it was at first once that is repaired.
    if (this.#broken.has(what)) return;
    this.#broken.add(what);
    forgetSystem(this.live);
    const strike = await this.live.damage?.(what);
    const run = async (): Promise<void> => {
      await repair();
      forgetSystem(this.live);
      await strike?.();
    };
    this.undo.push({ what: `repair: ${what}`, run });
  }

  /** The kinds that can be there: what was applied, and what controllers make of it. */
  get kinds(): readonly Observed[] {
    return observed.filter((kind) => this.#kinds.has(kind));
  }

  /** To be called before objects of a kind are applied. */
  expectKind(kind: string): void {
    for (const one of madeOf[kind] ?? []) this.#kinds.add(one);
  }

  get intent(): Intent {
    const { readiness, terminating, noticed, setting } = this;
    const balanced = setting.tags?.includes('@needs-loadbalancer') ?? false;
    return { readiness, terminating, silentNodes: noticed, balanced };
  }
}

/** Short enough to leave room for namespaces behind it, and different for different scenarios. */
function slug(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain.length <= 16 && plain === text
    ? plain
    : `${plain.slice(0, 11).replace(/-+$/, '')}-${shortHash(text).slice(0, 4)}`;
}

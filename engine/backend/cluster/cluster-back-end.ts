import { ClusterError } from '../../errors/index.ts';
import type { Change, Client, Flow, NameSeen, Observation } from '../../flow/index.ts';
import { manifestOf, parseVersion, type Cluster, type Manifest, type Node } from '../../kube/index.ts';
import type { Ask, BackEnd, Convergence, HeldSeen, Setting, Wait } from '../back-end.ts';
import { takeEvidence } from './evidence/take-evidence.ts';
import type { LiveCluster } from './live-cluster.ts';
import { realDnsName } from './names/dns-name.ts';
import { toScenario } from './names/translate.ts';
import { namespaceOf } from './probe/question-of.ts';
import { ownEnvironment } from './rewrite/stand-in.ts';
import { applyChange } from './scenario/apply-change.ts';
import { ensureNamespaces } from './scenario/ensure-namespaces.ts';
import { askHeldConnection, holdConnection } from './scenario/held.ts';
import { listObjects } from './scenario/list-objects.ts';
import { look } from './scenario/look.ts';
import { probeFlows } from './scenario/probe-flows.ts';
import { openScenarios } from './scenario/open-scenarios.ts';
import { RefusalMemory } from './scenario/remember-refusals.ts';
import { Scenario } from './scenario/scenario.ts';
import { spotOf } from './scenario/spot-of.ts';
import { tearDown } from './scenario/tear-down.ts';
import { listNodes } from './settle/snapshot.ts';
import { Stopwatch } from './tools/stopwatch.ts';
import { inSeconds, until } from './tools/until.ts';

/** Finds or makes the cluster that a scenario asks for. Whoever made it closes it. */
export type FindCluster = (setting: Setting) => Promise<LiveCluster>;

export interface ClusterBackEndOptions {
  /** Leaves what a scenario made in the cluster. */
  readonly keepObjects?: boolean;
  /** Why a scenario can't run here; anything can if left out. */
  readonly whyNot?: (setting: Setting) => Promise<string | undefined>;
}

/** How long a flow may stay silent in a sample that counts. A SYN is sent again after 1 s. */
const timeoutMs = 2000;
/** While waiting for things to change, asking often is worth more than asking long. */
const impatientMs = 700;
/** Where the kernel holds refusals back: time to ask silent flows again, about a second each. */
const repeatBudgetMs = 90_000;
const impatientBudgetMs = 2000;

/** Scenarios in a real cluster: every flow is a connection that a client there really makes. */
export class ClusterBackEnd implements BackEnd {
  readonly name: string;
  readonly #find: FindCluster;
  readonly #options: ClusterBackEndOptions;
  #scenario: Scenario | undefined;
  #refusals = new RefusalMemory();
  #watch = new Stopwatch();

  constructor(name: string, find: FindCluster, options: ClusterBackEndOptions = {}) {
    this.name = name;
    this.#find = find;
    this.#options = options;
  }

  async whyNot(setting: Setting): Promise<string | undefined> {
    return this.#options.whyNot?.(setting);
  }

  open(setting: Setting): Promise<void> {
    this.#watch = new Stopwatch();
    return this.#watch.time('begin', () => this.#begin(setting));
  }

  async #begin(setting: Setting): Promise<void> {
    const live = await this.#watch.time('find the cluster', () => this.#find(setting));
    const scenario = new Scenario(live, setting, this.#watch);
    this.#scenario = scenario;
    openScenarios.add(this);
    await ensureNamespaces(scenario, ['default']);
    const serve = live.serveOutside?.bind(live);
    for (const server of setting.outsideServers ?? []) {
      if (!serve) {
        throw new ClusterError({ what: `${this.name} can't make server "${server.name}" outside` });
      }
      await scenario.make(async () => scenario.undo.push(await serve(server)));
    }
  }

  async apply(change: Change): Promise<void> {
    this.#refusals = new RefusalMemory();
    await this.#watch.time('make changes', () => applyChange(this.#open, change));
  }

  answer(flows: readonly Flow[], ask: Ask = {}): Promise<readonly Observation[]> {
    const attempts = flows.map(() => ask.attempts ?? 1);
    const options = { attempts, timeoutMs, repeatBudgetMs };
    return this.#watch.time('take samples', () => probeFlows(this.#open, flows, options));
  }

  async converge(
    flows: readonly Flow[],
    settled: (answers: readonly Observation[]) => boolean,
    deadlineSeconds: number,
    { attempts = [] }: Wait = {},
  ): Promise<Convergence> {
    const started = performance.now();
    const scenario = this.#open;
    const patience = { timeoutMs: impatientMs, repeatBudgetMs: impatientBudgetMs };
    const poll = async (): Promise<true | undefined> => {
      const answers = await probeFlows(scenario, flows, { attempts, lookUpOften: true, ...patience });
      const { refusalsLimited } = scenario.live;
      return settled(refusalsLimited ? this.#refusals.fill(flows, answers) : answers) ? true : undefined;
    };
    const done = await this.#watch.time('wait for rules', () =>
      until(poll, { deadline: inSeconds(deadlineSeconds) }),
    );
    return { converged: done === true, milliseconds: Math.round(performance.now() - started) };
  }

  lookUp(client: Client, name: string): Promise<NameSeen> {
    return this.#watch.time('look up names', () => this.#lookUp(client, name));
  }

  async #lookUp(client: Client, name: string): Promise<NameSeen> {
    const scenario = this.#open;
    const spot = await spotOf(scenario, await look(scenario), client);
    if ('reason' in spot) return { outcome: 'unknown', addresses: [], reason: spot.reason };
    const real = realDnsName(name, namespaceOf({ from: client, to: '' }), scenario.world);
    const reply = await scenario.probers.lookUp(spot.place, spot.command, real, 6000);
    if ('silence' in reply) return { outcome: 'unknown', addresses: [], reason: reply.silence };
    if (reply.outcome === 'addresses') {
      return { outcome: 'addresses', addresses: [...new Set(reply.addresses)].sort() };
    }
    const down = reply.outcome === 'no-dns' && scenario.dnsDown;
    if (reply.outcome === 'no-name' || down) return { outcome: 'no-name', addresses: [] };
    return { outcome: 'unknown', addresses: [], reason: reply.errno ?? 'the resolver gave no answer' };
  }

  hold(name: string, flow: Flow): Promise<HeldSeen> {
    return holdConnection(this.#open, name, flow, timeoutMs);
  }

  askHeld(name: string): Promise<HeldSeen> {
    return askHeldConnection(this.#open, name, timeoutMs);
  }

  /** The variables of a container that runs in a pod, without those of the stand-in. */
  async environment(pod: string): Promise<Readonly<Record<string, string>> | { readonly unknown: string }> {
    const scenario = this.#open;
    const spot = await spotOf(scenario, await look(scenario), { pod });
    if ('reason' in spot) return { unknown: spot.reason };
    const found = await scenario.probers.environment(spot.place, spot.command);
    if ('silence' in found && typeof found.silence === 'string') return { unknown: found.silence };
    return Object.fromEntries(Object.entries(found).filter(([name]) => !ownEnvironment.test(name)));
  }

  async cluster(): Promise<Cluster> {
    const { live, setting, world } = this.#open;
    const [nodes, version] = await Promise.all([
      listNodes(live.api),
      live.api.call<{ gitVersion: string }>('GET', '/version'),
    ]);
    return {
      ...(live.describes ?? setting.cluster),
      dnsDomain: live.dnsDomain,
      version: parseVersion(version.gitVersion) ?? setting.cluster.version,
      nodes: nodes.map((node) => manifestOf<Node>(toScenario(node, world))),
    };
  }

  objects(): Promise<readonly Manifest[]> {
    return this.#watch.time('list objects', () => listObjects(this.#open));
  }

  evidence(folder: string, flows: readonly Flow[]): Promise<string | undefined> {
    return this.#watch.time('take evidence', () => takeEvidence(this.#open, folder, flows));
  }

  times(): ReadonlyMap<string, number> {
    return this.#watch.totals;
  }

  async close(): Promise<readonly string[]> {
    const scenario = this.#scenario;
    this.#scenario = undefined;
    openScenarios.delete(this);
    if (!scenario) return [];
    if (!this.#options.keepObjects) return this.#watch.time('remove', () => tearDown(scenario));
    await scenario.probers.close();
    return [];
  }

  get #open(): Scenario {
    if (!this.#scenario) throw new Error(`${this.name} was asked before it was opened`);
    return this.#scenario;
  }
}

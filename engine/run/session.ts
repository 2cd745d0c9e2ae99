import type { BackEnd } from '../backend/back-end.ts';
import { InProcess } from '../backend/in-process/index.ts';
import { UserError, type Problem } from '../errors/index.ts';
import type { Change, Client, Flow, NameSeen, Verdict } from '../flow/index.ts';
import { checkTogether, refOf, withServiceCIDRs, type Manifest, type Service } from '../kube/index.ts';
import { findPod, resolveAll, type State } from '../model/index.ts';
import { ClusterFacts } from './facts/cluster-facts.ts';
import { describeCluster } from './facts/describe-cluster.ts';
import { Facts } from './facts/facts.ts';
import type { UsualCluster } from './facts/usual-cluster.ts';
import type { FlowCheck } from './judge-flows.ts';
import { namedFiles } from './input/named-files.ts';
import { knowledgeOf } from './names/knowledge.ts';
import { translateFlow } from './names/translate.ts';
import { Participant, type MakeChange } from './participant.ts';
import { PodOfBefore } from './pod-of-before.ts';
import { poll } from './poll.ts';
import { Rejections } from './rejections.ts';
import { noSentence, type RunningSentence } from './sentence.ts';
import type { View } from './view.ts';

export interface SessionOptions {
  /** Unique among the scenarios of a run. */
  readonly scenario: string;
  /** Paths are looked for beside the feature file first, then here. */
  readonly folders: readonly string[];
  /** Back ends other than the model, which always predicts. */
  readonly backEnds: readonly BackEnd[];
  readonly keepImages: boolean;
  /** The cluster where it says nothing of it; the built-in one if left out. */
  readonly usual?: UsualCluster | undefined;
  /** All its sentences with their tables and texts, and its tags. */
  readonly text?: string;
  readonly tags?: readonly string[];
  /** Where evidence of failures goes. */
  readonly evidenceFolder: string;
  /** How long a cluster may take to come to what is expected. */
  readonly deadlineSeconds: number;
  /** True where a later sentence says that a manifest is rejected. */
  readonly expectsRejection: boolean;
}

/** A back end on which a scenario can't run. It is left out, and that is said. */
export interface LeftOut {
  readonly backEnd: string;
  readonly reason: string;
}

/** How long a back end took for a scenario, by phase. */
export interface BackEndTimes {
  readonly backEnd: string;
  readonly milliseconds: Readonly<Record<string, number>>;
}

/** A connection that a back end holds open, and the pod that it reached at first. */
export interface HeldOn {
  readonly backEnd: BackEnd;
  readonly first: string | undefined;
}

/** One scenario on all its back ends: what is given, what changes, what is checked. */
export class Session {
  readonly options: SessionOptions;
  readonly facts: Facts;
  readonly rejections = new Rejections();
  participants: readonly Participant[];
  sentence: RunningSentence = noSentence;
  /** Seconds for the sentence that is being run. */
  deadlineSeconds: number;
  /** The flows that the last sentence about flows checked. */
  lastChecks: readonly FlowCheck[] = [];
  readonly podOfBefore = new PodOfBefore();
  readonly #verdicts: Verdict[] = [];
  readonly #leftOut: LeftOut[] = [];
  readonly #model = new InProcess();
  readonly #opened: BackEnd[] = [];
  readonly #held = new Map<string, readonly HeldOn[]>();
  #namespace: string | undefined;

  constructor(options: SessionOptions) {
    this.options = options;
    const { folders, usual, text = '', tags = [] } = options;
    this.facts = new Facts(folders, new ClusterFacts(usual, { text, tags }));
    this.participants = options.backEnds.map((backEnd) => new Participant(backEnd));
    this.deadlineSeconds = options.deadlineSeconds;
  }

  /** The namespace of names that say none; settled when the first change or check comes. */
  get namespace(): string {
    return this.#namespace ?? this.facts.namespace;
  }

  /** True once back ends are open: too late for what they must know from the start. */
  get isOpen(): boolean {
    return this.#opened.length > 0;
  }

  /** `1 control plane + 2 workers · iptables · Kubernetes 1.35` */
  get clusterInWords(): string {
    return describeCluster(this.facts.settleCluster().cluster);
  }

  /** The model's snapshot. */
  get model(): View {
    const state: State = this.#model.state;
    const find = (namespace: string, name: string): string | undefined => podIn(state, namespace, name);
    const { namespace } = this;
    const knowledge = knowledgeOf(state, namespace, find);
    return { backEnd: 'model', state, knowledge, namespace, past: () => [] };
  }

  /** Opens the back ends if they are not open, and applies what was given since. */
  async ready(): Promise<void> {
    const problems = this.facts.nodeProblems();
    if (problems.length > 0) throw new UserError(problems);
    if (this.#opened.length === 0) await this.#open();
    const manifests = this.facts.takeManifests(this.namespace);
    if (manifests.length > 0) await this.#everywhere({ kind: 'apply', manifests });
  }

  /** Does something to the cluster, on the model first: what the model refuses is not tried elsewhere. */
  async change(change: Change): Promise<void> {
    await this.changeEach(change);
  }

  /** The same where the change depends on what a back end holds. */
  async changeEach(make: MakeChange): Promise<void> {
    await this.ready();
    if (this.rejections.any) this.rejections.clear();
    await this.#everywhere(make);
  }

  /** Applies manifests of which some are known to be wrong: for scenarios that say so. */
  async applyWrong(manifests: readonly Manifest[], problems: readonly Problem[]): Promise<void> {
    if (!this.options.expectsRejection) throw new UserError(problems);
    await this.ready();
    this.rejections.rejected('model', new UserError(problems));
    await this.#tryOnClusters({ kind: 'apply', manifests });
  }

  /** What a command refuses before any cluster is asked. */
  refuse(problem: Problem): void {
    if (!this.options.expectsRejection) throw new UserError(problem);
    this.rejections.rejected('model', new UserError(problem));
  }

  /** The back ends on which this scenario can't run, once it was opened. */
  get leftOut(): readonly LeftOut[] {
    return this.#leftOut;
  }

  /** What every back end holds now, the model first. */
  async views(): Promise<readonly View[]> {
    await this.ready();
    const { model } = this;
    return [model, ...(await Promise.all(this.participants.map((one) => one.view(model))))];
  }

  /** What a name means to a client on every back end, the model first. `clients` in the same order. */
  async lookUp(clients: readonly Client[], name: string): Promise<readonly NameSeen[]> {
    const backEnds: readonly BackEnd[] = [this.#model, ...this.participants.map((one) => one.backEnd)];
    const mute: NameSeen = {
      outcome: 'unknown',
      addresses: [],
      reason: 'this back end can not ask a resolver',
    };
    return Promise.all(
      backEnds.map(async (backEnd, index) => {
        const client = clients[index];
        return (client && (await backEnd.lookUp?.(client, name))) ?? mute;
      }),
    );
  }

  /** The connections of a sentence were made: who is remembered on the model is so from now on. */
  connected(flows: readonly Flow[]): void {
    for (const flow of flows) {
      const asked = translateFlow(flow, this.model);
      this.podOfBefore.connect(this.#model.state, asked);
      this.#model.connect(asked);
    }
  }

  /** Opens a connection that stays open, on every back end. */
  async hold(name: string, flow: Flow): Promise<void> {
    await this.ready();
    const { model } = this;
    const [answer] = resolveAll(model.state, [translateFlow(flow, model)]);
    const arrives = answer !== undefined && 'result' in answer && answer.result === 'reached';
    this.#model.holdOpen(name, translateFlow(flow, model));
    const seen = this.participants.map(async (one): Promise<HeldOn> => {
      const { backEnd } = one;
      const own = translateFlow(flow, await one.view(model));
      // Rules may still be on their way: a connection that is not as predicted is no beginning.
      const first = await poll(
        async () => backEnd.hold?.(name, own),
        (seen) => (seen?.kind === 'reached') === arrives,
        this.deadlineSeconds,
      );
      return { backEnd, first: first?.kind === 'reached' ? first.pod : undefined };
    });
    this.#held.set(name, await Promise.all(seen));
  }

  /** Something was sent over it: on the model a socket may have found another way. */
  askedHeld(name: string): void {
    this.#model.askedHeld(name);
  }

  /** Back ends other than the model that hold it, each with the pod that it reached at first. */
  heldOn(name: string): readonly HeldOn[] {
    return this.#held.get(name) ?? [];
  }

  /** Keeps verdicts for who reports them, and the last flows for sentences that speak of them. */
  remember(verdicts: readonly Verdict[], checks: readonly FlowCheck[]): void {
    this.#verdicts.push(...verdicts);
    this.lastChecks = checks;
  }

  /** All verdicts since the last call. */
  takeVerdicts(): readonly Verdict[] {
    return this.#verdicts.splice(0);
  }

  /** How long each back end took for what, in the order of the back ends. */
  times(): readonly BackEndTimes[] {
    return this.participants.map(({ backEnd }) => ({
      backEnd: backEnd.name,
      milliseconds: Object.fromEntries(backEnd.times?.() ?? []),
    }));
  }

  /** Closes what was opened, last first. What could not be removed is returned as text. */
  async close(): Promise<readonly string[]> {
    const left: string[] = [];
    for (const backEnd of this.#opened.splice(0).reverse()) left.push(...(await backEnd.close()));
    return left;
  }

  async #open(): Promise<void> {
    const { cluster, kindConfig, unfit } = this.facts.settleCluster();
    this.#namespace = this.facts.namespace;
    const { scenario, keepImages, text = '', tags = [] } = this.options;
    const { outsideServers } = this.facts;
    const files = this.participants.length === 0 ? '' : await namedFiles(text, this.options.folders);
    const needs = { scenario, keepImages, outsideServers, text, files, tags };
    const setting = { cluster, kindConfig, ...needs, ...(unfit !== undefined && { unfit }) };
    this.#opened.push(this.#model);
    await this.#model.open(setting);
    const able: Participant[] = [];
    for (const participant of this.participants) {
      const { backEnd } = participant;
      const reason =
        (await backEnd.whyNot?.(setting)) ??
        (/ is held open$/m.test(text) && !backEnd.hold ? 'it can not hold a connection open' : undefined);
      if (reason !== undefined) {
        this.#leftOut.push({ backEnd: backEnd.name, reason });
        continue;
      }
      able.push(participant);
      this.#opened.push(backEnd);
      await backEnd.open(setting);
    }
    this.participants = able;
  }

  async #everywhere(make: MakeChange): Promise<void> {
    const before = this.model;
    const change = typeof make === 'function' ? make(before) : make;
    try {
      if (change.kind === 'apply') mustFitTogether(change.manifests, before.state);
      await this.#model.apply(change);
      this.podOfBefore.follow(this.#model.state);
    } catch (error) {
      if (!this.options.expectsRejection || change.kind !== 'apply') throw error;
      this.rejections.rejected('model', error);
      await this.#tryOnClusters(make);
      return;
    }
    if (change.kind === 'apply' && this.options.expectsRejection) this.rejections.accepted('model');
    const after = this.model;
    for (const participant of this.participants) await participant.apply(make, before, after);
  }

  async #tryOnClusters(make: MakeChange): Promise<void> {
    for (const participant of this.participants) {
      try {
        await participant.apply(make, this.model, this.model);
        this.rejections.accepted(participant.backEnd.name);
      } catch (error) {
        this.rejections.rejected(participant.backEnd.name, error);
      }
    }
  }
}

/** What is new must fit to what is there; updates are for the model to judge. */
function mustFitTogether(manifests: readonly Manifest[], { cluster, objects }: State): void {
  const isNew = ({ object }: Manifest): boolean => {
    const { kind, namespace, name } = refOf(object);
    return objects.get(kind, namespace, name) === undefined;
  };
  const ranges = withServiceCIDRs(cluster, [...objects.list('ServiceCIDR'), ...manifests]);
  const problems = checkTogether(manifests.filter(isNew), ranges, objects.list<Service>('Service'));
  if (problems.length > 0) throw new UserError(problems);
}

/** The pod `namespace/name` that a name or alias stands for; who asks for one that is not there is told elsewhere. */
function podIn(state: State, namespace: string, name: string): string | undefined {
  try {
    const { metadata } = findPod(state, namespace, name).object;
    return `${metadata.namespace ?? 'default'}/${metadata.name}`;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

import { join } from 'node:path';
import type { Answer, Change, Client, Flow, NameSeen, Observation } from '../../flow/index.ts';
import type { KubeObject, Manifest } from '../../kube/index.ts';
import type { Ask, BackEnd, Convergence, Setting, Wait } from '../back-end.ts';
import type { NameAsk, Recording } from './recording.ts';
import { writeRecording } from './write-recording.ts';

/**
 * A back end whose word is written down: between two changes of a scenario, what its cluster held,
 * was asked and said becomes one recording, `FOLDER/SCENARIO/NN`, with NN changes before it.
 */
export class Recorder implements BackEnd {
  readonly name: string;
  readonly #inner: BackEnd;
  readonly #folder: string;
  readonly #now: () => Date;
  #setting: Setting | undefined;
  #changes = 0;
  #flows: Flow[] = [];
  #observations: Observation[] = [];
  #names: NameAsk[] = [];
  #objects: readonly KubeObject[] = [];

  constructor(inner: BackEnd, folder: string, now: () => Date) {
    this.name = inner.name;
    this.#inner = inner;
    this.#folder = folder;
    this.#now = now;
  }

  async whyNot(setting: Setting): Promise<string | undefined> {
    return this.#inner.whyNot?.(setting);
  }

  async open(setting: Setting): Promise<void> {
    this.#setting = setting;
    await this.#inner.open(setting);
  }

  async apply(change: Change): Promise<void> {
    await this.#write();
    this.#changes += 1;
    await this.#inner.apply(change);
  }

  async answer(flows: readonly Flow[], ask?: Ask): Promise<readonly (Answer | Observation)[]> {
    const answers = await this.#inner.answer(flows, ask);
    for (const [index, answer] of answers.entries()) {
      const flow = flows[index];
      if (!flow || !('attempts' in answer)) continue;
      this.#flows.push(flow);
      this.#observations.push(answer);
    }
    this.#objects = (await this.#inner.objects()).map(({ object }) => object);
    return answers;
  }

  converge(
    flows: readonly Flow[],
    settled: (answers: readonly (Answer | Observation)[]) => boolean,
    deadlineSeconds: number,
    wait?: Wait,
  ): Promise<Convergence> {
    return this.#inner.converge(flows, settled, deadlineSeconds, wait);
  }

  async lookUp(client: Client, name: string): Promise<NameSeen> {
    const unable: NameSeen = {
      outcome: 'unknown',
      addresses: [],
      reason: 'this back end can not ask a resolver',
    };
    const seen = (await this.#inner.lookUp?.(client, name)) ?? unable;
    this.#names.push({ from: client, name, seen });
    this.#objects = (await this.#inner.objects()).map(({ object }) => object);
    return seen;
  }

  async cluster() {
    return (await this.#inner.cluster?.()) ?? this.#set.cluster;
  }

  objects(): Promise<readonly Manifest[]> {
    return this.#inner.objects();
  }

  evidence(folder: string, flows: readonly Flow[]): Promise<string | undefined> {
    return this.#inner.evidence(folder, flows);
  }

  times(): ReadonlyMap<string, number> {
    return this.#inner.times?.() ?? new Map();
  }

  async close(): Promise<readonly string[]> {
    const unwritten = await this.#write().then(
      () => [],
      (error: unknown) => [`recording of ${this.#set.scenario}: ${String(error)}`],
    );
    return [...unwritten, ...(await this.#inner.close())];
  }

  get #set(): Setting {
    if (!this.#setting) throw new Error(`${this.name} was asked before it was opened`);
    return this.#setting;
  }

  async #write(): Promise<void> {
    if (this.#flows.length + this.#names.length === 0) return;
    const { scenario } = this.#set;
    const { nodes, ...cluster } = await this.cluster();
    const release = nodes[0]?.object.status?.nodeInfo?.['kubeletVersion'];
    const recording: Recording = {
      notes: {
        format: 1,
        what: `scenario ${scenario} after ${this.#changes} changes`,
        on: this.name,
        kubernetes: release ?? `v${cluster.version.major}.${cluster.version.minor}`,
        recorded: this.#now().toISOString(),
        scenario,
        changes: this.#changes,
        cluster,
      },
      objects: withNodes(this.#objects, nodes),
      flows: this.#flows,
      observations: this.#observations,
      names: this.#names,
    };
    await writeRecording(join(this.#folder, scenario, String(this.#changes).padStart(2, '0')), recording);
    this.#flows = [];
    this.#observations = [];
    this.#names = [];
  }
}

/** Nodes as the cluster is described by them, once. */
function withNodes(objects: readonly KubeObject[], nodes: readonly Manifest[]): readonly KubeObject[] {
  return [...objects.filter(({ kind }) => kind !== 'Node'), ...nodes.map(({ object }) => object)];
}

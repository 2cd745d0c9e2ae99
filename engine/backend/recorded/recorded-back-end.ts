import { UserError } from '../../errors/index.ts';
import type { Answer, Change, Client, Flow, NameSeen, Observation } from '../../flow/index.ts';
import { manifestOf, type Cluster, type Manifest } from '../../kube/index.ts';
import type { Ask, BackEnd, Convergence, Setting } from '../back-end.ts';
import { findRecordings, readRecording } from './read-recording.ts';
import { clusterOf, type Recording } from './recording.ts';

interface Stage {
  readonly recording: Recording;
  /** By flow. */
  readonly samples: ReadonlyMap<string, readonly Observation[]>;
}

/**
 * Replays what clusters said. A folder may hold one recording or many: those of a scenario's stages,
 * told apart by how many changes came before, and those of several scenarios. What nobody asked when
 * the recording was made is `unknown`.
 */
export class RecordedBackEnd implements BackEnd {
  readonly name: string;
  readonly #folder: string;
  #stages: readonly Stage[] = [];
  #changes = 0;
  /** How many times each flow was asked in this stage. */
  #asked = new Map<string, number>();

  constructor(folder: string) {
    this.name = `recorded:${folder}`;
    this.#folder = folder;
  }

  async open(setting: Setting): Promise<void> {
    const folders = await findRecordings(this.#folder);
    const all = await Promise.all(folders.map((folder) => readRecording(folder)));
    const own = all.filter(({ notes }) => notes.scenario === setting.scenario);
    // Recordings that belong to no scenario are one cluster, asked from anywhere.
    const fitting = own.length > 0 ? own : all.filter(({ notes }) => notes.scenario === undefined);
    this.#stages = fitting.map((recording) => ({ recording, samples: samplesOf(recording) }));
    this.#changes = 0;
    this.#asked = new Map();
    if (this.#stages.length > 0) return;
    throw new UserError({
      what: `"${this.#folder}" has no recording of scenario "${setting.scenario}"`,
      expected: [...new Set(all.map(({ notes }) => notes.scenario ?? 'none'))].toSorted(byText).join(', '),
    });
  }

  /** A recording can't be changed; the next stage is what came of the change. */
  apply(_change: Change): Promise<void> {
    this.#changes += 1;
    this.#asked = new Map();
    return Promise.resolve();
  }

  answer(flows: readonly Flow[], _ask?: Ask): Promise<readonly (Answer | Observation)[]> {
    const stage = this.#stage();
    return Promise.resolve(flows.map((flow) => withId(stage ? this.#replay(stage, flow) : unknown(), flow)));
  }

  /** What was written down is at rest already, whatever it is: waiting changes nothing. */
  converge(): Promise<Convergence> {
    return Promise.resolve({ converged: true, milliseconds: 0 });
  }

  lookUp(client: Client, name: string): Promise<NameSeen> {
    const asked = this.#stage()?.recording.names ?? [];
    const same = asked.find((ask) => ask.name === name && clientKey(ask.from) === clientKey(client));
    return Promise.resolve(same?.seen ?? { outcome: 'unknown', addresses: [], reason: notAsked });
  }

  /** The recorded one, with its own addresses; before that is open, there is none. */
  cluster(): Promise<Cluster> {
    const stage = this.#stage() ?? this.#stages[0];
    if (!stage) throw new Error('a recording was asked before it was opened');
    return Promise.resolve(clusterOf(stage.recording));
  }

  objects(): Promise<readonly Manifest[]> {
    return Promise.resolve((this.#stage()?.recording.objects ?? []).map((object) => manifestOf(object)));
  }

  evidence(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  close(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  /** A recording without scenario has one stage, whatever is changed. */
  #stage(): Stage | undefined {
    return this.#stages.find(
      ({ recording: { notes } }) => notes.scenario === undefined || notes.changes === this.#changes,
    );
  }

  /** A flow that was asked several times gives its samples in turn, then its last one again. */
  #replay(stage: Stage, flow: Flow): Observation | Answer {
    const key = flowKey(flow);
    const samples = stage.samples.get(key) ?? [];
    const turn = this.#asked.get(key) ?? 0;
    this.#asked.set(key, turn + 1);
    return samples[Math.min(turn, samples.length - 1)] ?? unknown();
  }
}

function samplesOf({ flows, observations }: Recording): ReadonlyMap<string, readonly Observation[]> {
  return Map.groupBy(observations, (_, index) => flowKey(flows[index] as Flow));
}

const notAsked = 'nobody asked this when it was recorded';

function unknown(): Answer {
  return { result: 'unknown', backends: [], trace: [], reason: notAsked };
}

function withId(answer: Answer, flow: Flow): Answer {
  const { id: _, ...rest } = answer;
  return { ...rest, ...(flow.id !== undefined && { id: flow.id }) };
}

/** Equal for flows that ask the same, whatever their ids. */
function flowKey({ from, to, protocol = 'TCP', http }: Flow): string {
  return JSON.stringify([clientKey(from), to, protocol, http ?? null]);
}

function clientKey(client: Client): string {
  return JSON.stringify(Object.entries(client).toSorted(([a], [b]) => byText(a, b)));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

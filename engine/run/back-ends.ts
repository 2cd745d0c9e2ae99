import type { BackEnd, Setting } from '../backend/back-end.ts';
import type { LiveFacts, Progress } from '../backend/cluster/index.ts';
import { LeftOutCounter, leftOutLines, nothingRanLines } from '../report/index.ts';
import {
  formatBackEndName,
  parseBackEndNames,
  type BackEndName,
  type BackEndOptions,
  type Environment,
} from './back-end-options.ts';
import type { ClusterBackEnds } from './cluster-back-ends.ts';

/**
 * Makes the back ends of all scenarios of a process; clusters stay open from one to the next. What a
 * back end needs is loaded when one is asked for: a run on the model alone needs nothing of it.
 */
export class BackEnds {
  readonly #options: BackEndOptions;
  readonly #env: Environment;
  readonly #progress: Progress;
  #clusters: Promise<ClusterBackEnds> | undefined;

  constructor(options: BackEndOptions, env: Environment, progress: Progress = () => undefined) {
    this.#options = options;
    this.#env = env;
    this.#progress = progress;
  }

  /** Those besides the model, which always takes part. */
  async make(): Promise<readonly BackEnd[]> {
    const { record } = this.#options;
    const backEnds = await Promise.all(this.#names().map((name) => this.#one(name)));
    if (!record || backEnds.length === 0) return backEnds;
    const { Recorder } = await import('../backend/recorded/index.ts');
    return backEnds.map((one) => new Recorder(one, record, () => new Date()));
  }

  /** Makes or finds the clusters that scenarios want, and says which of them will not run where. */
  async prepare(settings: readonly Setting[]): Promise<void> {
    for (const name of this.#names()) {
      // For one that will be left out no cluster is made.
      const fit = settings.filter(({ unfit }) => unfit === undefined);
      if (name.word === 'kind') await (await this.#open()).prepareKind(fit);
      await this.#tellLeftOut(await this.#one(name), settings);
    }
  }

  /** What a report says of the cluster behind a name. */
  async describe(name: string): Promise<LiveFacts> {
    const [parsed] = parseBackEndNames(name);
    if (!parsed) throw new Error(`no back end ${name}`);
    return (await this.#open()).describe(parsed);
  }

  async #tellLeftOut(backEnd: BackEnd, settings: readonly Setting[]): Promise<void> {
    const counter = new LeftOutCounter();
    let left = 0;
    for (const setting of settings) {
      const reason = await backEnd.whyNot?.(setting);
      if (reason === undefined) continue;
      counter.add(backEnd.name, reason);
      left += 1;
    }
    const idle = left > 0 && left === settings.length ? [backEnd.name] : [];
    for (const step of [...leftOutLines(counter.counts), ...nothingRanLines(idle)]) {
      this.#progress({ step, state: 'note' });
    }
  }

  async close(): Promise<void> {
    await (await this.#clusters)?.close();
  }

  async #one({ word, argument }: BackEndName): Promise<BackEnd> {
    if (word === 'recorded') {
      const { RecordedBackEnd } = await import('../backend/recorded/index.ts');
      return new RecordedBackEnd(argument);
    }
    const clusters = await this.#open();
    return word === 'kind' ? clusters.kind() : clusters.context(argument);
  }

  #open(): Promise<ClusterBackEnds> {
    this.#clusters ??= import('./cluster-back-ends.ts').then(
      (module) => new module.ClusterBackEnds(this.#options, this.#env, this.#progress),
    );
    return this.#clusters;
  }

  #names(): readonly BackEndName[] {
    const on = this.#options.on ?? this.#env['REACHFORM_ON'] ?? 'model';
    return parseBackEndNames(on).filter((name) => formatBackEndName(name) !== 'model');
  }
}

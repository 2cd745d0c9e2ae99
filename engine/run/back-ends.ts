import { closest, UserError } from '../errors/index.ts';
import type { BackEnd, Setting } from '../backend/back-end.ts';
import {
  ClusterBackEnd,
  contextOptions,
  ContextPool,
  kindOptions,
  kindWhyNot,
  KindPool,
  type Progress,
} from '../backend/cluster/index.ts';
import { RecordedBackEnd, Recorder } from '../backend/recorded/index.ts';

/** What a run says of its back ends: options of the command line, or world parameters. */
export interface BackEndOptions {
  /** `model`, `kind`, `context:NAME`, `recorded:DIR`; several with commas or as a list. */
  readonly on?: string | readonly string[];
  /** Leave objects in the cluster. */
  readonly keep?: boolean;
  readonly nodeImage?: string;
  /** The Node.js image that stands in for applications. */
  readonly image?: string;
  /** A load balancer to install in a cluster that has none. */
  readonly loadbalancerManifest?: string;
  /** Make clusters anew even if warm ones would do. */
  readonly fresh?: boolean;
  /** A folder in which what clusters hold, are asked and say is written down. */
  readonly record?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const known = ['model', 'kind', 'context:NAME', 'recorded:DIR'];

/** Makes the back ends of all scenarios of a process; clusters stay open from one to the next. */
export class BackEnds {
  readonly #options: BackEndOptions;
  readonly #env: Environment;
  readonly #progress: Progress;
  readonly #contexts = new Map<string, ContextPool>();
  #pool: KindPool | undefined;

  constructor(options: BackEndOptions, env: Environment, progress: Progress = () => undefined) {
    this.#options = options;
    this.#env = env;
    this.#progress = progress;
  }

  /** Those besides the model, which always takes part. */
  make(): readonly BackEnd[] {
    const { record } = this.#options;
    const backEnds = this.#names().map((name) => this.#one(name));
    return record ? backEnds.map((one) => new Recorder(one, record, () => new Date())) : backEnds;
  }

  /** Makes or finds the clusters that scenarios want, one after the other. */
  async prepare(settings: readonly Setting[]): Promise<void> {
    for (const backEnd of this.#names().map((name) => this.#one(name))) {
      if (backEnd.name === 'kind') for (const setting of settings) await this.#kindPool().find(setting);
      else if (settings[0]) await backEnd.whyNot?.(settings[0]);
    }
  }

  async close(): Promise<void> {
    await this.#pool?.close();
    await Promise.all([...this.#contexts.values()].map((pool) => pool.close()));
  }

  #one(name: string): BackEnd {
    const [word = '', ...rest] = name.split(':');
    const argument = rest.join(':');
    if (name === 'kind') return this.#kind();
    if (word === 'context' && argument !== '') return this.#context(argument);
    if (word === 'recorded' && argument !== '') return new RecordedBackEnd(argument);
    throw new UserError({
      what: `there is no back end "${name}"`,
      expected: known.join(', '),
      hint: closest(
        word,
        known.map((one) => one.split(':')[0] ?? one),
      ),
    });
  }

  #names(): readonly string[] {
    const on = this.#options.on ?? this.#env['REACHFORM_ON'] ?? 'model';
    const names = (typeof on === 'string' ? on.split(',') : on).map((name) => name.trim());
    return [...new Set(names)].filter((name) => name !== 'model');
  }

  #kindPool(): KindPool {
    const { nodeImage, image, fresh } = this.#options;
    this.#pool ??= new KindPool(
      kindOptions(this.#env, {
        ...(nodeImage && { nodeImage }),
        ...(image && { standInImage: image }),
        ...(fresh && { fresh }),
        progress: this.#progress,
      }),
    );
    return this.#pool;
  }

  #kind(): BackEnd {
    const { keep } = this.#options;
    const { find } = this.#kindPool();
    return new ClusterBackEnd('kind', find, {
      keepObjects: keep ?? false,
      whyNot: (setting) => kindWhyNot(setting, find),
    });
  }

  #context(name: string): BackEnd {
    const { image, keep, loadbalancerManifest } = this.#options;
    const options = contextOptions(name, this.#env, {
      progress: this.#progress,
      ...(image && { standInImage: image }),
      ...(loadbalancerManifest && { loadBalancerManifest: loadbalancerManifest }),
      ...(keep !== undefined && { keep }),
    });
    let pool = this.#contexts.get(name);
    if (!pool) this.#contexts.set(name, (pool = new ContextPool(options)));
    return pool.backEnd();
  }
}

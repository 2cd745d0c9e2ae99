import { Formatter, type IFormatterOptions } from '@cucumber/cucumber';
import { timesMediaType } from './attach-times.ts';
import { verdictsMediaType } from './attach-verdicts.ts';
import { featureLines, headLine, LeftOutCounter, PhaseTimes, RunLog, totalLines } from './engine.ts';

type Envelope = Parameters<RunLog['see']>[0];

/** `formatOptions.reachform`: what `reachform test` tells of itself. */
interface Options {
  /** `reachform test shop/` */
  readonly command?: string;
  /** Commands to go on with when all is as expected. */
  readonly next?: readonly string[];
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

/** A line for each feature, whole explanations for what failed, flows counted. */
export default class ReachformFormatter extends Formatter {
  static override readonly documentation = 'One line for each feature, and why scenarios failed.';
  readonly #run = new RunLog(verdictsMediaType, decode);
  readonly #times = new PhaseTimes(timesMediaType, decode);
  readonly #options: Options;
  readonly #count = { scenarios: 0, failed: 0, skipped: 0 };
  readonly #leftOut = new LeftOutCounter();
  #hasHead = false;

  constructor(options: IFormatterOptions) {
    super(options);
    this.#options = (options.parsedArgvOptions['reachform'] as Options | undefined) ?? {};
    options.eventBroadcaster.on('envelope', (envelope: Envelope) => this.#see(envelope));
  }

  #see(envelope: Envelope): void {
    this.#times.see(envelope);
    for (const feature of this.#run.see(envelope)) {
      this.#head();
      for (const { status, leftOut = [] } of feature.scenarios) {
        for (const [backEnd, reason] of leftOut) this.#leftOut.add(backEnd, reason);
        this.#count.scenarios += 1;
        if (status !== 'passed') this.#count[status] += 1;
      }
      this.#print(featureLines(feature));
    }
    if (envelope.testRunFinished) this.#end();
  }

  #head(): void {
    if (this.#hasHead) return;
    this.#hasHead = true;
    const { backEnds, clusters } = this.#run;
    const cluster = clusters.size > 1 ? ['several clusters'] : [...clusters];
    this.#print([headLine(this.#options.command ?? 'reachform', [[...backEnds].join(', '), ...cluster]), '']);
  }

  #end(): void {
    const { verdicts, notes, backEnds: ranOn, seconds } = this.#run;
    const leftOut = this.#leftOut.counts;
    const next = this.#count.failed === 0 ? (this.#options.next ?? []) : [];
    const times = this.#times.lines();
    this.#print([
      '',
      ...totalLines({ ...this.#count, verdicts, notes, leftOut, ranOn, times, seconds, next }),
    ]);
  }

  #print(lines: readonly string[]): void {
    this.log(`${lines.join('\n')}\n`);
  }
}

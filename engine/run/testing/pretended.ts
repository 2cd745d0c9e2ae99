import type { BackEnd, Convergence, Wait } from '../../backend/back-end.ts';
import { InProcess } from '../../backend/in-process/index.ts';
import type { Answer, Change, Flow, Observation } from '../../flow/index.ts';
import type { Manifest } from '../../kube/index.ts';

/** A cluster for tests: the model, with pods under other names and answers as of a sample. */
export class Pretended implements BackEnd {
  readonly name = 'kind';
  readonly changes: Change[] = [];
  readonly #model = new InProcess();
  readonly #distort: (answer: Answer) => Partial<Observation>;
  closed = false;

  constructor(distort: (answer: Answer) => Partial<Observation> = () => ({})) {
    this.#distort = distort;
  }

  open(setting: Parameters<BackEnd['open']>[0]): Promise<void> {
    return this.#model.open(setting);
  }

  async apply(change: Change): Promise<void> {
    this.changes.push(change);
    await this.#model.apply(change);
  }

  async answer(flows: readonly Flow[], { attempts = 1 } = {}): Promise<readonly Observation[]> {
    const answers = await this.#model.answer(flows);
    return answers.map((answer) => {
      const outcomes = { [answer.result]: attempts };
      const seen = { attempts, outcomes, tallies: [], milliseconds: 1 };
      return { ...answer, ...seen, ...this.#distort(answer) };
    });
  }

  async converge(
    flows: readonly Flow[],
    settled: (answers: readonly Observation[]) => boolean,
    _seconds: number,
    _wait?: Wait,
  ): Promise<Convergence> {
    const answers = await this.answer(flows);
    return { converged: settled(answers), milliseconds: 1 };
  }

  async objects(): Promise<readonly Manifest[]> {
    return this.#model.objects();
  }

  async evidence(folder: string): Promise<string> {
    return folder;
  }

  async close(): Promise<readonly string[]> {
    this.closed = true;
    return ['pod left'];
  }
}

import { InProcess } from '../../backend/in-process/index.ts';
import type { Convergence, Wait } from '../../backend/back-end.ts';
import type { Answer, Backend, Change, Flow, Observation } from '../../flow/index.ts';
import { resolve, type State } from '../../model/index.ts';
import { Pretended } from './pretended.ts';

/**
 * A cluster whose proxies follow late: until somebody has seen that they go by the rules of before
 * the last change, they do. Of several backends the first few connections are lucky and reach the
 * last one; many show them all.
 */
export class Late extends Pretended {
  /** Connections of each flow, each time somebody waited. */
  readonly waits: (readonly number[])[] = [];
  #old: State | undefined;
  readonly #own = new InProcess();

  override async open(setting: Parameters<InProcess['open']>[0]): Promise<void> {
    await this.#own.open(setting);
    await super.open(setting);
  }

  override async apply(change: Change): Promise<void> {
    // What is applied at once is taken at once: there was nothing before.
    this.#old = change.kind === 'apply' ? undefined : this.#own.state;
    await this.#own.apply(change);
    await super.apply(change);
  }

  override async answer(flows: readonly Flow[], { attempts = 1 } = {}): Promise<readonly Observation[]> {
    return flows.map((flow) => this.#sample(flow, attempts, false));
  }

  override async converge(
    flows: readonly Flow[],
    settled: (answers: readonly Observation[]) => boolean,
    _seconds: number,
    { attempts = [] }: Wait = {},
  ): Promise<Convergence> {
    const numbers = flows.map((_, index) => attempts[index] ?? 1);
    this.waits.push(numbers);
    const ask = (): readonly Observation[] =>
      flows.map((flow, index) => this.#sample(flow, numbers[index] ?? 1, true));
    if (settled(ask())) return { converged: true, milliseconds: 1 };
    this.#old = undefined;
    return { converged: settled(ask()), milliseconds: 1 };
  }

  #sample(flow: Flow, attempts: number, isLucky: boolean): Observation {
    const answer = resolve(this.#old ?? this.#own.state, flow);
    const few = this.#old && isLucky && attempts < 20 ? answer.backends.slice(-1) : answer.backends;
    const backends = few.map((one): Backend => ({ ...one, probability: 1 / few.length }));
    return observed({ ...answer, backends }, attempts);
  }
}

function observed(answer: Answer, attempts: number): Observation {
  return { ...answer, attempts, outcomes: { [answer.result]: attempts }, tallies: [], milliseconds: 1 };
}

import { ExitCode, UserError } from '../../errors/index.ts';
import type { Answer, Flow } from '../../flow/index.ts';
import { resolve, type State } from '../../model/index.ts';
import type { Host } from '../host.ts';
import type { InputOptions } from '../input-options.ts';
import { loadState } from '../load-state.ts';
import { readInput } from '../read-input.ts';
import { answersJson, type FlowError } from './answer-json.ts';
import { answerText, flowErrorText } from './answer-text.ts';
import { readFlows, type FlowInput } from './read-flows.ts';

export interface ResolveOptions extends InputOptions {
  readonly flows: string;
  readonly output: 'json' | 'text';
}

/** Every flow is answered; one that is wrong gets an error in its place and decides the exit code. */
export async function answerFlows(host: Host, options: ResolveOptions): Promise<ExitCode> {
  if (options.flows === '-' && options.manifests?.includes('-')) {
    throw new UserError({
      what: 'standard input can hold the flows or the manifests, not both',
      hint: '--flows FILE, or --manifests PATH',
    });
  }
  const inputs = readFlows(await readInput(host, options.flows));
  const state = await loadState(host, options);
  const answers = inputs.map((input) => answer(state, input));
  host.stdout.write(
    options.output === 'json'
      ? answersJson(answers)
      : answers.map((it, index) => toText(inputs[index]!, it)).join('\n'),
  );
  return answers.some((it) => 'error' in it) ? ExitCode.badInput : ExitCode.asExpected;
}

function answer(state: State, input: FlowInput): Answer | FlowError {
  if (!('flow' in input)) {
    const { id, problem } = input;
    return { ...(id !== undefined && { id }), error: problem };
  }
  const { flow } = input;
  try {
    return resolve(state, flow);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...(flow.id !== undefined && { id: flow.id }), error: error.problems[0]! };
  }
}

function toText(input: FlowInput, it: Answer | FlowError): string {
  return 'error' in it ? flowErrorText(it) : answerText((input as { flow: Flow }).flow, it);
}

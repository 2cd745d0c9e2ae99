import { ExitCode, UserError, type Problem } from '../../errors/index.ts';
import type { Answer, Flow } from '../../flow/index.ts';
import { Session } from '../../model/index.ts';
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
  const session = new Session(state);
  const lines = inputs.flatMap((input) => {
    const it = take(session, input);
    return it ? [{ input, it }] : [];
  });
  const answers = lines.map(({ it }) => it);
  host.stdout.write(
    options.output === 'json'
      ? answersJson(answers)
      : lines.map(({ input, it }) => toText(input, it)).join('\n'),
  );
  return answers.some((it) => 'error' in it) ? ExitCode.badInput : ExitCode.asExpected;
}

/** One entry in its turn. A change that worked needs no answer; what is wrong changes nothing. */
function take(session: Session, input: FlowInput): Answer | FlowError | undefined {
  if ('problem' in input) return failed(input, input.problem);
  try {
    if ('flow' in input) return session.connect(input.flow);
    session.change(input.change);
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return failed('flow' in input ? input.flow : input, error.problems[0]!);
  }
}

function failed({ id, entry }: { id?: string; entry?: number }, error: Problem): FlowError {
  return { ...(id !== undefined && { id }), ...(entry !== undefined && { entry }), error };
}

function toText(input: FlowInput, it: Answer | FlowError): string {
  return 'error' in it ? flowErrorText(it) : answerText((input as { flow: Flow }).flow, it);
}

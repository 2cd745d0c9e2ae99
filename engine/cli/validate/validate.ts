import { ExitCode, formatProblem, UserError, type Problem } from '../../errors/index.ts';
import { validateSources } from '../../run/input/index.ts';
import type { Host } from '../host.ts';
import type { InputOptions } from '../input-options.ts';
import { manifestFiles } from '../load-state.ts';
import { readInput } from '../read-input.ts';
import { validationJson } from './validation-json.ts';
import { validationText } from './validation-text.ts';

export interface ValidateOptions extends InputOptions {
  readonly against?: readonly string[];
  readonly output: 'text' | 'json';
}

/** Prints every problem; exit code 3 if there is one. */
export async function validate(host: Host, options: ValidateOptions): Promise<ExitCode> {
  const unread: Problem[] = [];
  const { manifests: paths = ['.'], against: stored = [] } = options;
  if ([...paths, ...stored].filter((path) => path === '-').length > 1) {
    throw new UserError({
      what: 'standard input can be read once only',
      hint: 'name files for all others',
    });
  }
  const manifests = await manifestFiles(host, paths, unread);
  const against = await manifestFiles(host, stored, unread);
  const cluster = options.cluster === undefined ? undefined : await readInput(host, options.cluster);
  if (unread.length > 0) throw new UserError(unread);
  const { kubernetes } = options;
  const validation = validateSources({ manifests, against, cluster, kubernetes });
  for (const warning of validation.warnings) host.stderr.write(`${formatProblem(warning, 'warning')}\n`);
  const print = options.output === 'json' ? validationJson : validationText;
  host.stdout.write(print(validation));
  return validation.problems.length > 0 ? ExitCode.badInput : ExitCode.asExpected;
}

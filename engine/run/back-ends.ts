import { closest, UserError } from '../errors/index.ts';
import type { BackEnd } from '../backend/back-end.ts';
import { RecordedBackEnd } from '../backend/recorded/index.ts';

/** What a run says of its back ends: options of the command line, or world parameters. */
export interface BackEndOptions {
  /** `model`, `kind`, `context:NAME`, `recorded:DIR`; several with commas or as a list. */
  readonly on?: string | readonly string[];
}

const known = ['model', 'kind', 'context:NAME', 'recorded:DIR'];

/** The back ends besides the model, which always takes part. */
export function chooseBackEnds(
  options: BackEndOptions,
  env: Readonly<Record<string, string | undefined>>,
): readonly BackEnd[] {
  const on = options.on ?? env['REACHFORM_ON'] ?? 'model';
  const names = (typeof on === 'string' ? on.split(',') : on).map((name) => name.trim());
  return [...new Set(names)].filter((name) => name !== 'model').map((name) => makeBackEnd(name));
}

function makeBackEnd(name: string): BackEnd {
  const [word = '', ...rest] = name.split(':');
  const argument = rest.join(':');
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

import { closest, UserError, type Problem } from '../../errors/index.ts';

const plain = ['model', 'kind'];
const prefixed = ['context', 'recorded'];
const known = 'model, kind, context:NAME, recorded:DIR, several with commas between them';

/** Reads `--on model,kind`: the names of back ends, each once. */
export function parseBackEndNames(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  const problems = names.flatMap((name) => problemOf(name) ?? []);
  if (problems.length > 0) throw new UserError(problems);
  return [...new Set(names)];
}

function problemOf(name: string): Problem | undefined {
  const [word = '', ...rest] = name.split(':');
  if (plain.includes(name) || (prefixed.includes(word) && rest.join(':') !== '')) return undefined;
  if (prefixed.includes(word)) {
    return {
      what: `--on ${name} does not say which`,
      expected: `${word}:${word === 'context' ? 'NAME' : 'DIR'}`,
    };
  }
  const meant = closest(word, [...plain, ...prefixed]);
  return {
    what: `there is no back end "${name}" (option --on)`,
    expected: known,
    ...(meant !== undefined && { hint: `--on ${meant}` }),
  };
}

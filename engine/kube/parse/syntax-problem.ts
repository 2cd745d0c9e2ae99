import type { YAMLParseError, YAMLWarning } from 'yaml';
import type { Problem } from '../../errors/index.ts';
import type { Source } from './source.ts';

/** A parser's complaint in our words, where we have better ones. `offset` is where its text begins in the file. */
export function syntaxProblem(error: YAMLParseError | YAMLWarning, source: Source, offset: number): Problem {
  const at = offset + Math.min(error.pos[0], source.text.length);
  const line = source.line(at);
  const words = wordsFor(error, line, source.text.slice(at));
  return {
    what: words.what,
    where: source.place(at),
    found: line.trim() === '' ? undefined : source.quote(at),
    hint: line.includes('{{')
      ? 'this looks like a template: render it first, for example with `helm template`'
      : words.hint,
  };
}

function wordsFor(
  error: YAMLParseError | YAMLWarning,
  line: string,
  rest: string,
): { what: string; hint?: string } {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { what: 'A tab indents this line; YAML wants spaces', hint: 'replace each tab by spaces' };
    case 'DUPLICATE_KEY': {
      const key = /^(?:"([^"]*)"|'([^']*)'|([^:\s]+))/.exec(rest);
      const name = key?.[1] ?? key?.[2] ?? key?.[3] ?? '';
      return { what: `The key "${name}" is given twice in one object`, hint: 'keep one of the two' };
    }
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        what: 'Two keys on one line',
        hint: 'put the second key on a line of its own, or the text with a colon in quotes',
      };
    case 'NON_STRING_KEY':
      return {
        what: 'A key must be a word, not an object or a list',
        hint: 'put text that begins with { in quotes',
      };
    case 'MISSING_CHAR':
      return /quote/.test(error.message)
        ? { what: 'A quote is not closed', hint: 'end the text with the quote that begins it' }
        : keyWithoutValue(line);
    case 'MULTILINE_IMPLICIT_KEY':
      return { what: 'A key without a colon', hint: `write ${line.trim().split(/\s/)[0] ?? 'key'}: VALUE` };
    case 'BAD_INDENT':
      return /column/.test(error.message)
        ? {
            what: 'This line is indented differently from its neighbours',
            hint: 'line up the keys of one object',
          }
        : { what: error.message };
    case 'TAG_RESOLVE_FAILED':
      return { what: error.message.replace('Unresolved tag', 'Unknown tag'), hint: 'leave the tag out' };
    default:
      return /call stack/.test(error.message)
        ? { what: 'The document is nested too deeply' }
        : { what: `YAML: ${error.message}` };
  }
}

/** A key that has its colon stands where no key can: mostly a blank too few or too many before it. */
function keyWithoutValue(line: string): { what: string; hint: string } {
  const [first = 'key'] = line.trim().split(/\s/);
  return first.endsWith(':')
    ? {
        what: 'This line is indented differently from its neighbours',
        hint: 'line up the keys of one object',
      }
    : { what: 'A key without a colon and a value', hint: `write ${first}: VALUE` };
}

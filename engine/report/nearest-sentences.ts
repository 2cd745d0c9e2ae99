import { distance } from 'fastest-levenshtein';

/** What stands for a value, so that two sentences differ only in their words. */
const value = '{}';

/** How many proposals are of help. */
const most = 3;

/** The sentences of a vocabulary that a mistyped one may have meant, the nearest first. */
export function nearestSentences(text: string, patterns: readonly string[]): readonly string[] {
  const wanted = wordsOfText(text);
  const limit = Math.max(6, Math.floor(wanted.length / 2));
  const judged = [...new Set(patterns)]
    .map((pattern) => ({ pattern, far: Math.min(...variants(pattern).map((one) => distance(wanted, one))) }))
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far || (a.pattern < b.pattern ? -1 : 1));
  const nearest = judged[0]?.far ?? 0;
  return judged
    .filter(({ far }) => far <= nearest * 2 + 4)
    .slice(0, most)
    .map(({ pattern }) => pattern);
}

function wordsOfText(text: string): string {
  return text
    .replaceAll(/"[^"]*"/g, value)
    .replaceAll(/\b\d+(?:\.\d+)?(?:[smhd]\b)?/g, value)
    .replaceAll(/\bfrom outside\b|\bthe host of node \{\}|\bpod \{\},/g, (found) =>
      found === 'from outside' ? `from ${value}` : found.endsWith(',') ? `${value},` : value,
    );
}

/** A cucumber expression as words: parameters are values, options are there and are not. */
function variants(pattern: string): readonly string[] {
  const words = pattern.replaceAll(/\{[^}]*\}/g, value).replaceAll('\\', '');
  const first = words.replaceAll(/(\S+?)\/\S+/g, '$1');
  return [first.replaceAll(/\(([^)]*)\)/g, ''), first.replaceAll(/\(([^)]*)\)/g, '$1')];
}

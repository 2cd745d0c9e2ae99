import { distance } from 'fastest-levenshtein';

/** The known word nearest to a mistyped one, if any is near enough to be meant. */
export function closest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of [...known].sort()) {
    const d = mistakes(word.toLowerCase(), candidate.toLowerCase());
    if (d < bestDistance) [best, bestDistance] = [candidate, d];
  }
  return best;
}

/** Letters that stand in another order are one mistake, not one for each letter that moved. */
function mistakes(word: string, candidate: string): number {
  const edits = distance(word, candidate);
  return edits > 1 && inOrder(word) === inOrder(candidate) ? 1 : edits;
}

function inOrder(word: string): string {
  return Array.from(word).toSorted().join('');
}

import { parseManifests, type ParsedManifests } from '../../kube/index.ts';
import { Known } from './known.ts';

/** Longer ones would stay in memory for little. */
const longest = 100_000;
const known = new Known<ParsedManifests>();

/** `parseManifests`, but for a text that was read before. */
export function parseOnce(text: string, file: string): ParsedManifests {
  if (text.length > longest) return parseManifests(text, file);
  return known.get(`${file}\0${text}`, () => parseManifests(text, file));
}

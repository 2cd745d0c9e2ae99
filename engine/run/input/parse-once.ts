import { parseManifests, type ParsedManifests } from '../../kube/index.ts';

/** Texts that are remembered: as many as a run has files, and not for ever. */
const most = 200;
const longest = 100_000;
const known = new Map<string, ParsedManifests>();

/**
 * `parseManifests`, but for a text that was read before: every scenario of a feature reads the files of
 * its background. What is returned never changes, so all of them can have the same.
 */
export function parseOnce(text: string, file: string): ParsedManifests {
  const key = `${file}\0${text}`;
  let parsed = known.get(key);
  if (!parsed) {
    parsed = parseManifests(text, file);
    if (known.size >= most) known.clear();
    if (text.length <= longest) known.set(key, parsed);
  }
  return parsed;
}

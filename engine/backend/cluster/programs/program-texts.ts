import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';

const files = [
  'ask-http',
  'ask-udp',
  'connect-tcp',
  'errno',
  'find-certificate',
  'give-order',
  'hold',
  'identify',
  'identity',
  'in-turn',
  'know-no-names',
  'listeners',
  'look-up',
  'open-udp',
  'prober',
  'readiness',
  'repeat-silent',
  'run-batch',
  'stand-in',
  'state-folder',
  'take-orders',
  'try-once',
];

/**
 * Both programs as files that any Node.js from 20 on runs: `prober.js`, `stand-in.js` and what they
 * share. Compiled ones are taken as they are, sources are stripped of their types.
 */
export async function programTexts(): Promise<Readonly<Record<string, string>>> {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const texts = await Promise.all(
    files.map(async (file): Promise<[string, string]> => {
      const text = await readFile(new URL(`${file}.${ending}`, import.meta.url), 'utf8');
      return [`${file}.js`, ending === 'ts' ? toJavaScript(text) : text];
    }),
  );
  return { ...Object.fromEntries(texts), 'package.json': '{"type":"module"}\n' };
}

function toJavaScript(source: string): string {
  // Stripping is marked as experimental; nobody who runs from source can act on the warning.
  const original = Object.getOwnPropertyDescriptor(process, 'emitWarning');
  Object.defineProperty(process, 'emitWarning', { ...original, value: () => undefined });
  try {
    return stripTypeScriptTypes(source)
      .replace(/(from '\.\/[\w-]+)\.ts'/g, "$1.js'")
      .replace(/[ \t]+$/gm, '');
  } finally {
    if (original) Object.defineProperty(process, 'emitWarning', original);
  }
}

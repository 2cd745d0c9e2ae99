import Mocha from 'mocha';
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Outcome } from './mutant.ts';

/** Started by run-mutants.ts: loads what depends on a mutant anew, and runs the tests that may notice it. */
export interface Task {
  readonly file: string;
  /** The text of the file with the mutant in it. */
  readonly text: string;
  readonly dependents: readonly string[];
  readonly specs: readonly string[];
}

let generation = 0;
let task: Task | undefined;
let anew: ReadonlySet<string> = new Set();
const texts = new Map<string, string>();
const fewRuns = new URL('few-runs.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'fast-check' && context.parentURL !== fewRuns) return next(fewRuns, context);
    const resolved = next(specifier, context);
    return anew.has(pathOf(resolved.url))
      ? { ...resolved, url: `${resolved.url}?m=${generation}` }
      : resolved;
  },
  load(url, context, next) {
    const path = pathOf(url);
    if (!path.startsWith('engine/') || !path.endsWith('.ts')) return next(url, context);
    return { format: 'module', source: sourceOf(path), shortCircuit: true };
  },
});

function pathOf(url: string): string {
  return url.startsWith('file:') ? relative(process.cwd(), fileURLToPath(url.replace(/\?m=\d+$/, ''))) : '';
}

function sourceOf(path: string): string {
  if (task?.file === path) return stripTypeScriptTypes(task.text);
  let text = texts.get(path);
  if (text === undefined) texts.set(path, (text = stripTypeScriptTypes(readFileSync(path, 'utf8'))));
  return text;
}

process.on('message', (next: Task) => void judge(next));

async function judge(next: Task): Promise<void> {
  task = next;
  generation += 1;
  anew = new Set(next.dependents);
  process.send?.((await isKilled(next.specs)) ? 'killed' : ('survived' satisfies Outcome));
}

async function isKilled(specs: readonly string[]): Promise<boolean> {
  for (const spec of specs) {
    const mocha = new Mocha({ reporter: 'dot', bail: true, timeout: 10_000 });
    mocha.suite.emit('pre-require', globalThis as never, spec, mocha);
    try {
      await import(pathToFileURL(spec).href);
    } catch {
      return true;
    }
    const failures = await new Promise<number>((resolve) => mocha.run(resolve));
    mocha.dispose();
    if (failures > 0) return true;
  }
  return false;
}

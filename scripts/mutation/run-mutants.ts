import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Graph } from './graph.ts';
import type { Mutant, Outcome } from './mutant.ts';
import type { Task } from './worker.ts';

/** A mutant that takes longer runs in circles: that is noticed too. */
const deadlineSeconds = 60;
/** Modules that were loaded stay in memory, so workers are replaced now and then. */
const mutantsPerWorker = 100;

/** Runs mutants one after another, and tells each outcome. */
export async function runMutants(
  mutants: readonly Mutant[],
  tell: (mutant: Mutant, outcome: Outcome) => void,
): Promise<void> {
  const graph = new Graph(['engine']);
  let worker: ChildProcess | undefined;
  let used = 0;
  for (const mutant of mutants) {
    if (!worker || used >= mutantsPerWorker) {
      worker?.kill();
      worker = fork(new URL('worker.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      used = 0;
    }
    used += 1;
    const outcome = await judge(worker, taskOf(graph, mutant));
    if (outcome === 'timeout') {
      worker.kill('SIGKILL');
      worker = undefined;
    }
    tell(mutant, outcome);
  }
  worker?.kill();
}

function taskOf(graph: Graph, mutant: Mutant): Task {
  const dependents = graph.dependents(mutant.file);
  const [area = ''] = /^engine\/[^/]+\//.exec(mutant.file) ?? [];
  const isLaw = (file: string): boolean => file.endsWith('.prop.ts');
  const isNear = (file: string): boolean => file.startsWith(area);
  const specs = dependents.filter((file) => file.endsWith('.spec.ts') || isLaw(file));
  // Those of its own area first, laws last: they take longest.
  const order = [...specs.filter(isNear), ...specs.filter((file) => !isNear(file))];
  return {
    file: mutant.file,
    text: mutant.text,
    dependents,
    specs: [...order.filter((file) => !isLaw(file)), ...order.filter(isLaw)],
  };
}

async function judge(worker: ChildProcess, task: Task): Promise<Outcome> {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, AbortSignal.timeout(deadlineSeconds * 1000)]);
  worker.send(task);
  const ended = once(worker, 'exit', { signal }).then(() => ['timeout']);
  ended.catch(() => undefined);
  try {
    const [outcome] = (await Promise.race([once(worker, 'message', { signal }), ended])) as [Outcome];
    return outcome;
  } catch {
    return 'timeout';
  } finally {
    over.abort();
  }
}

import { createInterface } from 'node:readline';
import { execa } from 'execa';
import type { Request } from '../programs/protocol.ts';

/** A command that reaches a client's container and runs the prober in it. */
export interface ProberCommand {
  readonly tool: string;
  readonly args: readonly string[];
}

/** Why no answer came, for the reader of an `unknown`. */
export interface Silence {
  readonly silence: string;
}

interface Waiting {
  resolve(line: string | Silence): void;
  readonly timer: NodeJS.Timeout;
}

/** How long a prober may take to end. */
const partingMs = 2000;

/**
 * One prober that stays alive between questions: starting it takes 200 ms, asking it again 5. When
 * the way to it breaks, the questions under way get `silence` and the next one starts it anew.
 */
export class ProberSession {
  readonly #command: ProberCommand;
  readonly #waiting = new Map<string, Waiting>();
  #input: { write(text: string): boolean; end(): void } | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  #kill: () => void = () => undefined;

  constructor(command: ProberCommand) {
    this.#command = command;
  }

  /** The raw answer line, or why there is none. Never throws. */
  ask(id: string, request: Request, patienceMs: number): Promise<string | Silence> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#settle(id, { silence: `the prober gave no answer in ${Math.round(patienceMs / 1000)} s` });
        void this.close();
      }, patienceMs);
      this.#waiting.set(id, { resolve, timer });
      const input = (this.#input ??= this.#start());
      input.write(`${JSON.stringify(request)}\n`);
    });
  }

  /** Ends the prober; one that does not go is left to itself. */
  async close(): Promise<void> {
    this.#input?.end();
    this.#input = undefined;
    const timer = setTimeout(() => this.#kill(), partingMs);
    await this.#ended;
    clearTimeout(timer);
  }

  #start(): { write(text: string): boolean; end(): void } {
    const { tool, args } = this.#command;
    const child = execa(tool, args, {
      reject: false,
      stdin: 'pipe',
      buffer: { stdout: false, stderr: true },
      maxBuffer: { stderr: 65536 },
    });
    const { stdin } = child;
    this.#kill = () => void child.kill('SIGKILL');
    stdin.on('error', () => undefined);
    createInterface({ input: child.stdout, crlfDelay: Infinity }).on('line', (line) => {
      const id = /^\{"id":"([^"]*)"/.exec(line)?.[1];
      if (id !== undefined) this.#settle(id, line);
    });
    const end = async (): Promise<void> => {
      const result = await child;
      const said = result.stderr.trim().split('\n').slice(-3).join(' ');
      if (this.#input === stdin) this.#input = undefined;
      this.#abandon(said === '' ? `the prober ended (exit code ${result.exitCode ?? 'none'})` : said);
    };
    this.#ended = end();
    return stdin;
  }

  #settle(id: string, answer: string | Silence): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    waiting.resolve(answer);
  }

  #abandon(silence: string): void {
    for (const id of this.#waiting.keys()) this.#settle(id, { silence });
  }
}

/** The prober in a container of a pod. */
export function proberIn(
  kubectl: { line(args: readonly string[]): readonly string[] },
  namespace: string,
  pod: string,
  container: string,
): ProberCommand {
  const args = ['exec', '-i', '-n', namespace, pod, '-c', container, '--', 'node', '/reachform/prober.js'];
  return { tool: 'kubectl', args: kubectl.line(args) };
}

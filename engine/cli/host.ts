import type { Stats } from 'node:fs';
import type { Readable, Writable } from 'node:stream';

/** The files that commands read and write; `node:fs/promises` has this shape. */
export interface HostFiles {
  readFile(path: string, encoding: 'utf8'): Promise<string>;
  writeFile(path: string, text: string): Promise<void>;
  readdir(path: string): Promise<string[]>;
  stat(path: string): Promise<Stats>;
}

/** Everything of the outside world that a command may touch. Made once, in `main.ts`. */
export interface Host {
  /** The arguments after the program's own name. */
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly fs: HostFiles;
  readonly now: () => Date;
}

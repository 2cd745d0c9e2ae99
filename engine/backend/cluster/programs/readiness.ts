import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Plan } from './protocol.ts';

/** What the kubelet is told when it asks whether this container is ready. */
export class Readiness {
  readonly #plan: Plan;
  #ready = true;

  constructor(plan: Plan) {
    this.#plan = plan;
    for (const file of plan.liveFiles) create(file);
  }

  get ready(): boolean {
    return this.#ready;
  }

  set(ready: boolean): void {
    this.#ready = ready;
    for (const file of this.#plan.readyFiles) {
      if (ready) create(file);
      else rmSync(file, { force: true });
    }
  }
}

function create(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
}

import { refOf, type KubeObject } from '../../kube/index.ts';
import type { State } from '../state.ts';
import { memoryOf } from './edit.ts';
import { generateName } from './names.ts';
import { keyOf } from './owner.ts';
import { workloadKey } from './seen-pods.ts';

/** Gives names to a workload's new pods: none that one of its pods has or had. */
export class NewNames {
  readonly #state: State;
  readonly #owner: KubeObject;
  #seen: Set<string> | undefined;
  #count = 0;

  constructor(state: State, owner: KubeObject) {
    this.#state = state;
    this.#owner = owner;
  }

  /** `web-5c8-x7k2p`; with `salt` the name of one place (a DaemonSet's node) depends on no other place. */
  next(salt = ''): string {
    const { name } = this.#owner.metadata;
    const { namespace } = refOf(this.#owner);
    if (salt !== '') this.#count = 0;
    for (;;) {
      const candidate = generateName(`${name}-`, `${keyOf(this.#owner)} ${salt}#${this.#count++}`);
      if (this.#isNew(candidate) && !this.#state.objects.get('Pod', namespace, candidate)) {
        this.#names().add(candidate);
        return candidate;
      }
    }
  }

  #isNew(candidate: string): boolean {
    return !this.#names().has(candidate);
  }

  #names(): Set<string> {
    const key = workloadKey(this.#state, this.#owner) ?? keyOf(this.#owner);
    return (this.#seen ??= new Set(memoryOf(this.#state).pods.get(key)));
  }
}

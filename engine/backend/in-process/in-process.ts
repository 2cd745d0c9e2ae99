import type { Answer, Change, Client, Flow, NameSeen } from '../../flow/index.ts';
import type { Cluster, Manifest } from '../../kube/index.ts';
import {
  applyChange,
  askHeld,
  connect,
  hold,
  lookup,
  makeState,
  resolve,
  type State,
} from '../../model/index.ts';
import type { BackEnd, Convergence, Setting } from '../back-end.ts';

/** States of clusters in which nobody has made anything yet: the same for all scenarios of a cluster. */
const emptyStates = new WeakMap<Cluster, State>();

/** Objects that were applied to a state, and what came of it: many scenarios begin alike. */
interface Applied {
  readonly manifests: readonly Manifest[];
  readonly state: State;
}
const applied = new WeakMap<State, Applied>();

/** The model as a back end: everything happens at once, and nothing outside is touched. */
export class InProcess implements BackEnd {
  readonly name = 'model';
  #state: State | undefined;

  /** The snapshot after all changes so far. */
  get state(): State {
    if (!this.#state) throw new Error('the model was asked before it was opened');
    return this.#state;
  }

  open(setting: Setting): Promise<void> {
    const { cluster } = setting;
    const state = emptyStates.get(cluster) ?? makeState(cluster, []);
    emptyStates.set(cluster, state);
    this.#state = state;
    return Promise.resolve();
  }

  /** Throws what is wrong with the change; the state stays as it was then. */
  async apply(change: Change): Promise<void> {
    this.#state =
      change.kind === 'apply' ? applyOnce(this.state, change.manifests) : applyChange(this.state, change);
  }

  /** Makes a connection: nodes remember it where they remember any. */
  connect(flow: Flow): void {
    this.#state = connect(this.state, flow).state;
  }

  /** Makes a connection that stays open. */
  holdOpen(name: string, flow: Flow): void {
    this.#state = hold(this.state, name, flow).state;
  }

  /** Something was sent over it. */
  askedHeld(name: string): void {
    this.#state = askHeld(this.state, name).state;
  }

  async answer(flows: readonly Flow[]): Promise<readonly Answer[]> {
    return flows.map((flow) => resolve(this.state, flow));
  }

  converge(): Promise<Convergence> {
    return Promise.resolve({ converged: true, milliseconds: 0 });
  }

  async lookUp(client: Client, name: string): Promise<NameSeen> {
    const answer = lookup(this.state, client, name);
    switch (answer.kind) {
      case 'addresses':
        return { outcome: 'addresses', addresses: [...answer.addresses].sort() };
      case 'no-name':
        return { outcome: 'no-name', addresses: [] };
      default:
        return { outcome: 'unknown', addresses: [], reason: 'only the world outside knows this name' };
    }
  }

  async objects(): Promise<readonly Manifest[]> {
    const { objects } = this.state;
    return objects.kinds().flatMap((kind) => objects.list(kind));
  }

  evidence(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  close(): Promise<readonly string[]> {
    this.#state = undefined;
    return Promise.resolve([]);
  }
}

/** States are values: the same objects applied to the same state make the same. */
function applyOnce(before: State, manifests: readonly Manifest[]): State {
  const last = applied.get(before);
  const isSame =
    last?.manifests.length === manifests.length &&
    last.manifests.every((manifest, i) => manifest === manifests[i]);
  if (last && isSame) return last.state;
  const state = applyChange(before, { kind: 'apply', manifests });
  applied.set(before, { manifests, state });
  return state;
}

import type { BackEnd } from '../backend/back-end.ts';
import type { Change } from '../flow/index.ts';
import type { Cluster } from '../kube/index.ts';
import { makeState, ObjectStore, podAliases, type State } from '../model/index.ts';
import { AliasBook } from './names/alias-book.ts';
import { knowledgeOf } from './names/knowledge.ts';
import { translateChange } from './names/translate.ts';
import { Past } from './past.ts';
import type { View } from './view.ts';

/** A back end other than the model, with what must be remembered of it between sentences. */
export class Participant {
  readonly backEnd: BackEnd;
  readonly #aliases = new AliasBook();
  readonly #past = new Past();
  /** Nodes whose proxy somebody stopped. */
  readonly #stopped = new Set<string>();
  /** By node whose proxy is stopped or cut off: what it saw last. */
  readonly #stale = new Map<string, ObjectStore>();
  #cluster: Cluster | undefined;

  constructor(backEnd: BackEnd) {
    this.backEnd = backEnd;
  }

  /**
   * What it holds now, as a state that the model can predict from: the objects as its API server
   * returns them, and the faults that the scenario made.
   */
  async view(model: View): Promise<View> {
    const manifests = await this.backEnd.objects();
    this.#cluster ??= (await this.backEnd.cluster?.()) ?? model.state.cluster;
    this.#aliases.see(manifests);
    const { faults, now } = model.state;
    const made = makeState(this.#cluster, manifests);
    const state: State = { ...made, now, faults: { ...faults, staleProxies: this.#stale } };
    const { namespace } = model;
    const knowledge = knowledgeOf(state, namespace, (ns, name) => this.#aliases.find(ns, name));
    this.#past.see(state);
    const past = (): readonly State[] => this.#past.states(state);
    return { backEnd: this.backEnd.name, state, knowledge, namespace, past };
  }

  /** Does a change there. `model` is what the model held before it, `after` what it holds now. */
  async apply(make: MakeChange, model: View, after: View): Promise<void> {
    const needsView = typeof make === 'function' || namesPods(make);
    const view = needsView ? await this.view(model) : undefined;
    const change = typeof make === 'function' ? make(view ?? model) : make;
    if (view) this.#notice(change, view);
    if (changesNodes(change)) this.#cluster = undefined;
    await this.backEnd.apply(view ? translateChange(change, view) : change);
    // Pods that are new get their numbers before others come, and what holds now is soon the past.
    await this.view(after);
    this.#aliases.follow((namespace, alias) => podAliases(after.state, namespace).has(alias));
  }

  /** A proxy that is stopped, or that hears no API server, goes on with what it saw last. */
  #notice(change: Change, { state }: View): void {
    switch (change.kind) {
      case 'stop-proxy':
        this.#stopped.add(change.node);
        this.#keep(change.node, state);
        return;
      case 'cut-off-node':
        this.#keep(change.node, state);
        return;
      case 'start-proxy':
        this.#stopped.delete(change.node);
        this.#stale.delete(change.node);
        return;
      case 'reconnect-node':
        if (!this.#stopped.has(change.node)) this.#stale.delete(change.node);
        return;
      default:
    }
  }

  #keep(node: string, { objects }: State): void {
    if (!this.#stale.has(node)) this.#stale.set(node, objects);
  }
}

/** A change, or what makes it of what a back end holds. */
export type MakeChange = Change | ((view: View) => Change);

const tellingPods: ReadonlySet<Change['kind']> = new Set([
  'delete-pod',
  'terminate-pod',
  'readiness',
  'stop-proxy',
  'start-proxy',
  'cut-off-node',
  'reconnect-node',
]);

/** A node that starts again may have another address, and one that is labelled has other labels. */
function changesNodes(change: Change): boolean {
  return change.kind === 'start-node' || (change.kind === 'label' && change.object.kind === 'Node');
}

/** Whether a change speaks of what only the back end itself knows: its pods, its proxies' rules. */
function namesPods(change: Change): boolean {
  if (change.kind === 'delete' || change.kind === 'label') return change.object.kind === 'Pod';
  return tellingPods.has(change.kind);
}

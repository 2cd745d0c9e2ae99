import type { Protocol } from '../../kube/index.ts';
import type { Manifest } from '../../kube/index.ts';
import { connect } from '../connect.ts';
import { ObjectStore } from '../object-store.ts';
import type { State } from '../state.ts';
import { flow, say, type From } from '../world.spec.ts';
import { carryOver } from './carry-over.ts';

/** A cluster of a test, in which things happen one after the other. */
export class Story {
  state: State;

  constructor(state: State) {
    this.state = state;
  }

  /** Makes a connection and says how it may go. */
  connects(from: From, to: string, protocol?: Protocol): string {
    const { answer, state } = connect(this.state, flow(from, to, protocol));
    this.state = state;
    return say(answer).replace(/, (kept|hidden).*$/, '');
  }

  /** What the next connection would be, without making it. */
  wouldConnect(from: From, to: string, protocol?: Protocol): string {
    return say(connect(this.state, flow(from, to, protocol)).answer).replace(/, (kept|hidden).*$/, '');
  }

  /** Chance that the client is remembered. */
  remembers(from: From, to: string, protocol?: Protocol): number | undefined {
    return connect(this.state, flow(from, to, protocol)).answer.affinity?.remembered;
  }

  pass(seconds: number): void {
    this.state = { ...this.state, now: this.state.now + seconds };
  }

  /** Puts objects in the place of those of their names, as if controllers had written them. */
  put(...objects: readonly Manifest[]): void {
    this.change({ objects: this.state.objects.with(objects) });
  }

  remove(object: Manifest): void {
    const { kind, metadata } = object.object;
    const ref = { kind, namespace: metadata.namespace ?? '', name: metadata.name };
    this.change({ objects: this.state.objects.without([ref]) });
  }

  change(part: Partial<State>): void {
    const next = { ...this.state, ...part };
    this.state = next.connections ? { ...next, connections: carryOver(next.connections, next) } : next;
  }

  static of(state: State): Story {
    return new Story({
      ...state,
      objects: ObjectStore.of(state.objects.kinds().flatMap((kind) => state.objects.list(kind))),
    });
  }
}

import type { Flow } from '../../engine/flow/index.ts';
import { resolve, type State } from '../../engine/model/index.ts';
import { callerOf, type Caller } from '../../engine/model/path/caller.ts';
import { endingAt } from '../../engine/model/path/ending.ts';
import { sourceSeen, type Packet } from '../../engine/model/path/packet.ts';
import { policyFor } from '../../engine/model/path/policy.ts';
import { keptSeen, sourceOf } from '../../engine/model/path/source.ts';
import { targetOf, type Target } from '../../engine/model/path/target.ts';
import { View } from '../../engine/model/path/view.ts';
import { lookUp } from '../../engine/model/names/index.ts';
import type { Match } from '../../engine/model/proxy/claims.ts';
import { cpuSeconds } from './cpu.ts';
import { mixedFlows, mixedState } from './mixed-state.ts';
import { formatRows, median, type BenchRow } from './row.ts';

/** A flow, and what the stages before have found out about it. */
interface Ready {
  readonly flow: Flow;
  readonly caller: Caller;
  readonly target: Target;
  readonly packet: Packet;
  readonly match: Match;
}

/**
 * What each stage of a decision costs: its own function, called for all flows that come to it, with a view that has
 * met them before and with one that has not.
 */
export function stageRows(): BenchRow[] {
  const state = mixedState();
  const flows = mixedFlows(state);
  const stages: Readonly<Record<string, (view: View, ready: Ready) => unknown>> = {
    client: (view, { flow }) => callerOf(view, flow.from),
    'name and destination': (view, { flow, caller }) => targetOf(view, caller, flow.to, 'TCP'),
    'name alone, without memory': (view, { caller, flow }) =>
      lookUp(view.network, view.zone, caller.scope, flow.to.slice(0, flow.to.lastIndexOf(':'))),
    'match with a Service': (view, { caller, target }) => view.proxy(caller.node).match(target.spots[0]!),
    'usable endpoints': (view, { caller, match }) => view.proxy(caller.node).usable(match.rules),
    policy: (view, { packet, match }) =>
      policyFor(packet, match, view.proxy(packet.proxy.node).usable(match.rules)),
    choice: (view, { packet, match }) => {
      const { cluster } = view.proxy(packet.proxy.node).usable(match.rules);
      return view.choice(packet.proxy.node, match.rules, cluster);
    },
    'source address': (view, { packet, target }) =>
      sourceSeen(view, packet, false, target.spots[0]!.address, { at: 'pod', node: undefined }),
    listener: (view, { packet, target }) => {
      const { address, port, protocol } = target.spots[0]!;
      return endingAt(view, { from: packet.proxy.node, address, port, protocol });
    },
    'all of it': (view, { flow }) => resolve(view.state, flow),
  };
  const ready = prepare(state, flows);
  return Object.entries(stages).map(([name, stage]) => {
    const cold = nanoseconds(new View({ ...state }), ready.slice(0, 500), stage, 1);
    const warm = median(Array.from({ length: 5 }, () => nanoseconds(viewFor(state), ready, stage, 40)));
    return {
      what: `stage: ${name}`,
      figure: `${warm.toFixed(0)} ns`,
      beside: `${cold.toFixed(0)} ns the first time`,
    };
  });
}

const warmed = new WeakMap<State, View>();

function viewFor(state: State): View {
  let view = warmed.get(state);
  if (!view) warmed.set(state, (view = new View(state)));
  return view;
}

/** The flows that meet a Service on their way, brought to where they meet it. */
function prepare(state: State, flows: readonly Flow[]): readonly Ready[] {
  const view = viewFor(state);
  return flows.flatMap((flow): Ready[] => {
    const caller = callerOf(view, flow.from);
    const target = targetOf(view, caller, flow.to, 'TCP');
    const [spot] = target.spots;
    const proxy = view.proxy(caller.node);
    const match = spot && proxy.match(spot);
    const source = spot && sourceOf(view, caller, spot);
    if (!match || source === undefined) return [];
    const isPod = caller.kind === 'pod';
    const packet: Packet = {
      proxy,
      source,
      seen: keptSeen(caller, spot, source),
      hook: isPod ? 'prerouting' : 'output',
      fromOwnPod: isPod,
      book: undefined,
    };
    return [{ flow, caller, target, packet, match }];
  });
}

let sink = 0;

function nanoseconds(
  view: View,
  ready: readonly Ready[],
  stage: (view: View, ready: Ready) => unknown,
  rounds: number,
): number {
  const seconds = cpuSeconds(() => {
    for (let round = 0; round < rounds; round++) for (const one of ready) if (stage(view, one)) sink += 1;
  });
  return (seconds * 1e9) / (rounds * ready.length);
}

if (import.meta.main) {
  console.log(formatRows(stageRows()));
  if (sink === 0) console.log('nothing was measured');
}

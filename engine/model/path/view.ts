import { Listeners } from '../network/listeners.ts';
import { Network } from '../network/network.ts';
import type { NetworkNode } from '../network/node.ts';
import { ObjectStore } from '../object-store.ts';
import type { Cluster, Manifest } from '../../kube/index.ts';
import { Zone } from '../names/index.ts';
import { NodeProxy } from '../proxy/node-proxy.ts';
import { ruleSetOf } from '../proxy/rule-set.ts';
import { clusterFor } from '../proxy/running.ts';
import type { ServicePortRules } from '../proxy/service-port.ts';
import type { EndpointSet } from '../proxy/usable.ts';
import type { State } from '../state.ts';
import type { Caller } from './caller.ts';
import { choose, type Choice } from './choice.ts';
import type { NetworkPolicy } from './network-policies.ts';
import type { Scope } from './scope.ts';

/** Tables that depend on objects alone, shared by all states that hold these objects. */
interface Tables {
  readonly network: Network;
  readonly zone: Zone;
  readonly listeners: Listeners;
}

/** A state as flows meet it: lookup tables, and what was already worked out for earlier flows. */
export class View {
  readonly state: State;
  readonly network: Network;
  readonly zone: Zone;
  readonly listeners: Listeners;
  readonly faulty: boolean;
  readonly policies: readonly Manifest<NetworkPolicy>[];
  readonly callers = new Map<string, Caller>();
  readonly scopes = new Map<string, Scope>();
  readonly #proxies = new Map<NetworkNode, NodeProxy>();
  readonly #choices = new Map<EndpointSet, Choice>();

  constructor(state: State) {
    this.state = state;
    const { network, zone, listeners } = tablesOf(state.objects, state.cluster);
    this.network = network;
    this.zone = zone;
    this.listeners = listeners;
    this.policies = state.objects.list<NetworkPolicy>('NetworkPolicy');
    const { stoppedNodes, cutOffNodes } = state.faults;
    this.faulty = stoppedNodes.size > 0 || cutOffNodes.size > 0;
  }

  /** The proxy of a node. A stopped one goes on with the objects that it saw last. */
  proxy(node: NetworkNode): NodeProxy {
    let proxy = this.#proxies.get(node);
    if (!proxy) {
      const { objects, faults } = this.state;
      const stale = faults.staleProxies.get(node.name);
      const cluster = clusterFor(node, this.state.cluster);
      const rules = ruleSetOf(
        cluster ? (stale ?? objects) : ObjectStore.empty,
        cluster ?? this.state.cluster,
      );
      const runs = cluster !== undefined && this.state.memory?.stoppedProxies.has(node.name) !== true;
      proxy = new NodeProxy(node, rules, (cluster ?? this.state.cluster).proxy, stale !== undefined, runs);
      this.#proxies.set(node, proxy);
    }
    return proxy;
  }

  /** What a node's proxy draws from; a set belongs to one node. */
  choice(node: NetworkNode, rules: ServicePortRules, set: EndpointSet): Choice {
    let choice = this.#choices.get(set);
    if (!choice) this.#choices.set(set, (choice = choose(this, node, rules, set)));
    return choice;
  }

  isStopped(node: NetworkNode): boolean {
    return this.faulty && this.state.faults.stoppedNodes.has(node.name);
  }

  isCutOff(node: NetworkNode): boolean {
    return this.faulty && this.state.faults.cutOffNodes.has(node.name);
  }

  /** Why nothing gets from one node (or from outside) to another, or nothing if it does. */
  barrier(from: NetworkNode | undefined, to: NetworkNode): string | undefined {
    if (!this.faulty) return undefined;
    if (this.isStopped(to)) return `node ${to.name} is stopped`;
    if (from === to) return undefined;
    if (this.isCutOff(to)) return `node ${to.name} is cut off`;
    return from && this.isCutOff(from) ? `node ${from.name} is cut off` : undefined;
  }
}

const tables = new WeakMap<ObjectStore, WeakMap<Cluster, Tables>>();

function tablesOf(objects: ObjectStore, cluster: Cluster): Tables {
  let byCluster = tables.get(objects);
  if (!byCluster) tables.set(objects, (byCluster = new WeakMap()));
  let found = byCluster.get(cluster);
  if (!found) {
    found = {
      network: new Network(objects, cluster),
      zone: new Zone(objects, cluster.dnsDomain),
      listeners: new Listeners(objects),
    };
    byCluster.set(cluster, found);
  }
  return found;
}

const views = new WeakMap<State, View>();

/** Lets a state that differs in nothing but what is remembered of connections use what was worked out for another. */
export function shareView(from: State, to: State): void {
  views.set(to, viewOf(from));
}

/** Made once for each state. */
export function viewOf(state: State): View {
  let view = views.get(state);
  if (!view) views.set(state, (view = new View(state)));
  return view;
}

import type { IPFamily, ProxyConfig } from '../../kube/index.ts';
import { isLoopback } from '../network/network.ts';
import type { NetworkNode } from '../network/node.ts';
import { detectorOf, type Detector } from './detector.ts';
import type { ModeTraits } from './modes/index.ts';
import { listensForHealthChecks, takesNodePorts } from './node-port-addresses.ts';
import type { Match } from './claims.ts';
import type { RuleSet } from './rule-set.ts';
import type { ServicePortRules } from './service-port.ts';
import { usableFrom, type Usable } from './usable.ts';

/** The destination of a packet, spelt as a proxy's tables spell it. */
export interface Dialled {
  readonly address: string;
  readonly virtualKey: string;
  readonly nodePortKey: string;
}

/** The proxy of one node: the rules of all, and what is local to this one. */
export class NodeProxy {
  readonly node: NetworkNode;
  readonly rules: RuleSet;
  readonly config: ProxyConfig;
  readonly traits: ModeTraits;
  /** It is stopped, and its rules are those of an earlier time. */
  readonly stale: boolean;
  /** False where its process has ended, or never could start: then it has no listeners either. */
  readonly runs: boolean;
  readonly detectors: Readonly<Record<IPFamily, Detector>>;
  readonly #usable = new Map<ServicePortRules, Usable>();
  readonly #takesNodePorts = new Map<string, boolean>();

  constructor(node: NetworkNode, rules: RuleSet, config: ProxyConfig, stale: boolean, runs: boolean) {
    this.node = node;
    this.rules = rules;
    this.config = config;
    this.traits = rules.traits;
    this.stale = stale;
    this.runs = runs;
    this.detectors = { IPv4: detectorOf(config, node, 'IPv4'), IPv6: detectorOf(config, node, 'IPv6') };
  }

  /** The address belongs to this node. */
  hasAddress(address: string): boolean {
    return isLoopback(address) || this.node.addresses.includes(address);
  }

  /** An address of a Service that this node has itself, on a device of the proxy's (kube-ipvs0). */
  holds(address: string): boolean {
    return (
      this.traits.virtualAddresses === 'local' &&
      this.rules.addresses.has(address) &&
      !this.node.addresses.includes(address)
    );
  }

  takesNodePorts(address: string): boolean {
    let takes = this.#takesNodePorts.get(address);
    if (takes === undefined) {
      takes = takesNodePorts(this.traits, this.config, this.node, address);
      this.#takesNodePorts.set(address, takes);
    }
    return takes;
  }

  listensForHealthChecks(address: string): boolean {
    return listensForHealthChecks(this.traits, this.config, this.node, address);
  }

  /** What a destination means here: a virtual address first, then a node port on an address of this node. */
  match(dialled: Dialled): Match | undefined {
    const virtual = this.rules.virtual.get(dialled.virtualKey);
    if (virtual) return virtual;
    const nodePort = this.rules.nodePorts.get(dialled.nodePortKey);
    return nodePort && this.takesNodePorts(dialled.address) ? nodePort : undefined;
  }

  usable(rules: ServicePortRules): Usable {
    let usable = this.#usable.get(rules);
    if (!usable) this.#usable.set(rules, (usable = usableFrom(rules, this.node, this.rules.gates)));
    return usable;
  }
}

import { parseDestination, type Destination, type Flow } from '../../flow/index.ts';
import { refOf, type Manifest, type Service } from '../../kube/index.ts';
import { candidatesOf } from '../names/index.ts';
import { callerOf, type Caller } from '../path/caller.ts';
import { targetOf } from '../path/target.ts';
import type { Spot } from '../path/spot.ts';
import type { View } from '../path/view.ts';
import type { Match } from '../proxy/claims.ts';
import type { ServicePortRules } from '../proxy/service-port.ts';
import type { RuleSet } from '../proxy/rule-set.ts';

/** What a flow was meant for, as far as that can be told. */
export interface Subject {
  readonly view: View;
  readonly flow: Flow;
  readonly caller: Caller;
  readonly destination: Destination;
  /** What it dials; nothing where a name leads nowhere. */
  readonly spot: Spot | undefined;
  readonly service: Manifest<Service> | undefined;
  /** How the Service is meant to be entered, where a proxy has a rule for that. */
  readonly match: Match | undefined;
}

/** Throws a UserError for a flow that can't be asked. */
export function subjectOf(view: View, flow: Flow): Subject | undefined {
  // What a ping meets is no mistake of a manifest.
  if (flow.protocol === 'ICMP') return undefined;
  const destination = parseDestination(flow.to);
  if ('what' in destination) return undefined;
  const caller = callerOf(view, flow.from);
  const protocol = flow.protocol ?? 'TCP';
  const [spot] = targetOf(view, caller, flow.to, protocol).spots;
  const owner = spot?.owner;
  const at = view.proxy(owner?.kind === 'node' ? owner.node : caller.node);
  const onNode = owner?.kind === 'node' || spot?.region === 'loopback';
  const match = spot && (at.match(spot) ?? (onNode ? at.rules.nodePorts.get(spot.nodePortKey) : undefined));
  const named = serviceOf(view, caller, destination);
  const service = named ?? match?.rules.service ?? (spot && serviceAt(at.rules, spot.address));
  return { view, flow, caller, destination, spot, service, match };
}

/** The Service that a destination names, by reference or by one of the names that DNS gives it. */
function serviceOf(view: View, caller: Caller, destination: Destination): Manifest<Service> | undefined {
  const { objects } = view.state;
  if (destination.kind === 'service') {
    const namespaces =
      destination.namespace === undefined ? [caller.scope.namespace, 'default'] : [destination.namespace];
    return firstOf(
      namespaces.map((namespace) => objects.get<Service>('Service', namespace, destination.name)),
    );
  }
  if (destination.kind !== 'name' || caller.scope.dns !== 'cluster') return undefined;
  const domain = `.svc.${view.zone.domain}`;
  const candidates = candidatesOf(destination.name.toLowerCase(), caller.scope.namespace, view.zone.domain);
  return firstOf(
    candidates
      .filter((candidate) => candidate.endsWith(domain))
      .map((candidate) => candidate.slice(0, -domain.length).split('.'))
      .map(([name = '', namespace = '', ...rest]) =>
        rest.length === 0 ? objects.get<Service>('Service', namespace, name) : undefined,
      ),
  );
}

function serviceAt(rules: RuleSet, address: string): Manifest<Service> | undefined {
  return rules.addresses.get(address)?.service;
}

function firstOf<T>(list: readonly (T | undefined)[]): T | undefined {
  return list.find((item) => item !== undefined);
}

/** The port of a Service that the flow is for, where a proxy has rules for it. */
export function rulesOf({ match }: Subject, service: Manifest<Service>): ServicePortRules | undefined {
  return match?.rules.service === service ? match.rules : undefined;
}

/** `shop/web` */
export function keyOf({ object }: Manifest): string {
  const { namespace, name } = refOf(object);
  return `${namespace}/${name}`;
}

import { UserError } from '../../errors/index.ts';
import {
  LazyStep,
  parseDestination,
  pingDestination,
  type Destination,
  type Step,
} from '../../flow/index.ts';
import type { Protocol } from '../../kube/index.ts';
import { lookUp, type NameAnswer } from '../names/index.ts';
import type { Caller } from './caller.ts';
import { readReference } from './reference.ts';
import type { Scope } from './scope.ts';
import { spotAt, type Spot } from './spot.ts';
import type { View } from './view.ts';

/** A destination, looked up in a state for clients of one scope. */
export interface Target {
  /** Where the client may dial: one of them, each as likely. Empty where the name leads nowhere. */
  readonly spots: readonly Spot[];
  /** What the client does before it sends a packet. */
  readonly steps: readonly Step[];
  /** Whose `to` asked for a name, and what it got. */
  readonly name: NameAnswer | undefined;
  /** The name in lower case: to a client of that hostname it means itself. */
  readonly hostname: string | undefined;
  readonly port: number;
  readonly isHttp: boolean;
  /** What a request asks for. */
  readonly path: string;
}

const mostTargets = 20_000;

/** Reads a `to`, the same text only once for each scope. Throws a UserError for what does not exist. */
export function targetOf(view: View, caller: Caller, to: string, protocol: Protocol): Target {
  const known = caller.scope.targets[protocol];
  let target = known.get(to);
  if (!target) {
    target = readTarget(view, caller.scope, to, protocol);
    if (known.size > mostTargets) known.clear();
    known.set(to, target);
  }
  const { self } = caller;
  return self && target.hostname === self.hostname
    ? ownTarget(view, self.addresses, target, protocol)
    : target;
}

/** Reads the `to` of a ping, which has no port. Throws a UserError like `targetOf`. */
export function pingTarget(view: View, caller: Caller, to: string): Target {
  const dialled = pingDestination(to);
  if (typeof dialled !== 'string') throw new UserError(dialled);
  const target = targetOf(view, caller, dialled, 'TCP');
  return { ...target, spots: target.spots.map((spot) => ({ ...spot, port: 0, text: spot.address })) };
}

function readTarget(view: View, scope: Scope, to: string, protocol: Protocol): Target {
  const destination = parseDestination(to);
  if ('what' in destination) throw new UserError(destination);
  switch (destination.kind) {
    case 'address':
      return direct(view, destination, protocol, destination.url?.path);
    case 'name':
      return byName(view, scope, destination, protocol);
    default: {
      return direct(view, readReference(view, scope, to, destination), protocol, undefined);
    }
  }
}

function direct(
  view: View,
  { address, port }: { readonly address: string; readonly port: number },
  protocol: Protocol,
  path: string | undefined,
): Target {
  const spots = [spotAt(view.network, address, port, protocol)];
  const isHttp = path !== undefined;
  return { spots, steps: [], name: undefined, hostname: undefined, port, isHttp, path: path ?? '/' };
}

function byName(
  view: View,
  scope: Scope,
  destination: Destination & { kind: 'name' },
  protocol: Protocol,
): Target {
  const { name: typed, port } = destination;
  const name = lookUp(view.network, view.zone, scope, typed);
  const addresses = name.kind === 'addresses' ? ofOneFamily(name.addresses) : [];
  return {
    spots: addresses.map((address) => spotAt(view.network, address, port, protocol)),
    steps: [nameStep(typed, name, addresses)],
    name,
    hostname: typed.toLowerCase(),
    port,
    isHttp: destination.url !== undefined,
    path: destination.url?.path ?? '/',
  };
}

/** A client sticks to the family it prefers. */
function ofOneFamily(addresses: readonly string[]): readonly string[] {
  const isIPv6 = addresses[0]?.includes(':');
  return addresses.filter((address) => address.includes(':') === isIPv6);
}

/** A pod's own hosts file knows its hostname, and is read before any DNS server is asked. */
function ownTarget(view: View, [address]: readonly string[], target: Target, protocol: Protocol): Target {
  if (address === undefined) return target;
  const say = (): string =>
    `${target.hostname} is the client's own hostname: ${address}, from its hosts file`;
  return {
    ...target,
    spots: [spotAt(view.network, address, target.port, protocol)],
    steps: [new LazyStep('name', say)],
    name: undefined,
  };
}

function nameStep(typed: string, answer: NameAnswer, addresses: readonly string[]): Step {
  const place = answer.kind === 'outside' ? undefined : answer.place;
  return new LazyStep(
    'name',
    () => sayName(typed, answer, addresses),
    () => place,
  );
}

function sayName(typed: string, answer: NameAnswer, addresses: readonly string[]): string {
  const full = 'name' in answer && answer.name !== typed.toLowerCase() ? `${typed} is ${answer.name}` : typed;
  switch (answer.kind) {
    case 'addresses': {
      const through = answer.through.map((service) => `, an alias made by service ${service}`).join('');
      const list =
        addresses.slice(0, 4).join(', ') + (addresses.length > 4 ? ` and ${addresses.length - 4} more` : '');
      return `${full}${through}: ${list} (${answer.of})`;
    }
    case 'alias':
      return `${full}: an alias of ${answer.target} (${answer.of}), a name outside the cluster`;
    case 'outside':
      return `${typed} is a name outside the cluster`;
    default:
      return `${typed}: no such name; asked for ${answer.asked.join(', ')}`;
  }
}

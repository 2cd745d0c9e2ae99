import { refOf, type EndpointSlice, type IPFamily, type Manifest, type Service } from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import type { Behaviour } from './behaviour.ts';
import { slicesFor } from './endpoints-objects.ts';
import { compileService, type ServicePortRules } from './service-port.ts';

type Slices = Readonly<Record<IPFamily, readonly Manifest<EndpointSlice>[]>>;

/** A Service's rules, and all that they were made of. */
interface Compiled {
  readonly behaviour: Behaviour;
  readonly slices: Slices;
  readonly ports: readonly ServicePortRules[];
}

const compiled = new WeakMap<Manifest<Service>, Compiled>();

/** What proxies make of one Service: made anew only for another Service, other slices or another behaviour. */
export function compiledService(
  objects: ObjectStore,
  service: Manifest<Service>,
  behaviour: Behaviour,
): readonly ServicePortRules[] {
  const { namespace, name } = refOf(service.object);
  const sliced = (family: IPFamily): readonly Manifest<EndpointSlice>[] =>
    slicesFor(objects, behaviour, `${namespace}/${name}`, family);
  const slices: Slices = { IPv4: sliced('IPv4'), IPv6: sliced('IPv6') };
  const known = compiled.get(service);
  const isCurrent =
    known?.behaviour === behaviour &&
    isSame(known.slices.IPv4, slices.IPv4) &&
    isSame(known.slices.IPv6, slices.IPv6);
  if (isCurrent) return known.ports;
  const ports = compileService(service, slices, behaviour);
  compiled.set(service, { behaviour, slices, ports });
  return ports;
}

function isSame(a: readonly Manifest[], b: readonly Manifest[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

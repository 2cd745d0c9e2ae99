import {
  canonicalAddress,
  familyOf,
  refOf,
  type EndpointSlice,
  type IPFamily,
  type Manifest,
  type Protocol,
} from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { ObjectIndex } from '../tables/object-index.ts';

/** One endpoint of a service port, as a proxy reads it from slices. */
export interface Endpoint {
  readonly ip: string;
  readonly port: number;
  /** `ip:port`; endpoints are the same if this is, and are sorted by it as text. */
  readonly key: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  /** An endpoint without a node is local to none. */
  readonly node: string | undefined;
  readonly zones: readonly string[];
  readonly nodes: readonly string[];
  /** `namespace/name` of the pod that the slice says it is. */
  readonly pod: string | undefined;
  readonly slice: Manifest<EndpointSlice>;
  /** Its place in `slice.endpoints`. */
  readonly index: number;
}

/** Endpoints by port name and protocol, `http/TCP`. */
export type EndpointsByPort = ReadonlyMap<string, readonly Endpoint[]>;

const compiled = new WeakMap<EndpointSlice, EndpointsByPort>();

/**
 * The endpoints that one slice has for each of its ports (pkg/proxy/endpointslicecache.go): conditions that are
 * left out mean ready, serving, not terminating; only the first address of an endpoint counts; a port without
 * number is none.
 */
export function endpointsOf(slice: Manifest<EndpointSlice>): EndpointsByPort {
  let byPort = compiled.get(slice.object);
  if (!byPort) compiled.set(slice.object, (byPort = compile(slice)));
  return byPort;
}

/** How slices and Services name a port: a missing name is empty, a missing protocol TCP. */
export function portName(name: string | undefined, protocol: Protocol | undefined): string {
  return `${name ?? ''}/${protocol ?? 'TCP'}`;
}

function compile(slice: Manifest<EndpointSlice>): EndpointsByPort {
  const { addressType, endpoints, ports } = slice.object;
  const { namespace } = refOf(slice.object);
  const byPort = new Map<string, Endpoint[]>();
  if (addressType === 'FQDN') return byPort;
  for (const { name, port, protocol } of ports ?? []) {
    if (!port) continue;
    const key = portName(name, protocol);
    const list = byPort.get(key) ?? [];
    byPort.set(key, list);
    (endpoints ?? []).forEach((endpoint, index) => {
      const ip = canonicalAddress(endpoint.addresses[0] ?? '');
      if (ip === undefined || familyOf(ip) !== addressType) return;
      const { conditions, nodeName, hints, targetRef } = endpoint;
      list.push({
        ip,
        port,
        key: addressType === 'IPv6' ? `[${ip}]:${port}` : `${ip}:${port}`,
        ready: conditions?.ready ?? true,
        serving: conditions?.serving ?? true,
        terminating: conditions?.terminating ?? false,
        node: nodeName,
        zones: (hints?.forZones ?? []).map(({ name }) => name),
        nodes: (hints?.forNodes ?? []).map(({ name }) => name),
        pod: targetRef?.kind === 'Pod' ? `${targetRef.namespace ?? namespace}/${targetRef.name}` : undefined,
        slice,
        index,
      });
    });
  }
  return byPort;
}

const serviceLabel = 'kubernetes.io/service-name';

const slicesByService = new ObjectIndex<EndpointSlice>('EndpointSlice', ({ object }) => {
  const { addressType, metadata } = object;
  const service = metadata.labels?.[serviceLabel];
  if (service === undefined || service === '' || addressType === 'FQDN') return [];
  return [sliceKey(`${refOf(object).namespace}/${service}`, addressType)];
});

/** Slices of a Service, `namespace/name`, and family in the order of their names. */
export function slicesOf(
  objects: ObjectStore,
  service: string,
  family: IPFamily,
): readonly Manifest<EndpointSlice>[] {
  return slicesByService.find(objects, sliceKey(service, family));
}

function sliceKey(service: string, family: IPFamily): string {
  return `${family} ${service}`;
}

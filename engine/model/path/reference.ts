import { closest, UserError, type Problem } from '../../errors/index.ts';
import type { Destination } from '../../flow/index.ts';
import { canonicalAddress, type Manifest, type Service, type ServicePort } from '../../kube/index.ts';
import { isHeadless } from '../names/index.ts';
import { findNode, podNamed } from './caller.ts';
import type { Scope } from './scope.ts';
import type { View } from './view.ts';

type Reference = Exclude<Destination, { kind: 'address' | 'name' }>;
interface Dialled {
  readonly address: string;
  readonly port: number;
}

/** The address behind `service/...`, `node/...` or `pod/...`. Throws a UserError for what has none. */
export function readReference(view: View, scope: Scope, to: string, reference: Reference): Dialled {
  switch (reference.kind) {
    case 'node': {
      const node = findNode(view, reference.name);
      const family = view.state.cluster.ipFamilies[0] ?? 'IPv4';
      const address = node.primary[family] ?? Object.values(node.primary)[0];
      if (address === undefined) throw bad({ what: `node ${reference.name} has no InternalIP` });
      return { address, port: reference.port };
    }
    case 'pod':
      return readPod(view, scope, reference);
    default:
      return readService(view, scope, to, reference);
  }
}

function readPod(view: View, scope: Scope, { namespace, name, port }: Reference & { kind: 'pod' }): Dialled {
  const keys = namespacesFor(scope, namespace).map((candidate) => `${candidate}/${name}`);
  const known = keys.find((key) => view.network.pod(key) !== undefined);
  const pod = podNamed(view, known ?? keys[0] ?? name);
  const [address] = pod.addresses;
  if (address === undefined) {
    throw bad({ what: `pod ${pod.key} has no address`, where: pod.manifest.placeOf(['metadata', 'name']) });
  }
  return { address, port };
}

/** Without a namespace: the client's own, then `default`. */
function namespacesFor(scope: Scope, namespace: string | undefined): readonly string[] {
  if (namespace !== undefined) return [namespace];
  return scope.namespace === '' ? ['default'] : [scope.namespace, 'default'];
}

function readService(
  view: View,
  scope: Scope,
  to: string,
  { namespace, name, port }: Reference & { kind: 'service' },
): Dialled {
  const { objects } = view.state;
  const service = namespacesFor(scope, namespace)
    .map((candidate) => objects.get<Service>('Service', candidate, name))
    .find((found) => found !== undefined);
  if (!service) throw noService(view, namespace ?? (scope.namespace || 'default'), name);
  const where = service.placeOf(['metadata', 'name']);
  const { spec, metadata } = service.object;
  const full = `${metadata.namespace ?? 'default'}/${name}`;
  const dns = full.split('/').reverse().join('.');
  if (spec.type === 'ExternalName') {
    throw bad({
      what: `service ${full} has no cluster IP: it is an alias of ${spec.externalName}`,
      where: service.placeOf(['spec', 'externalName']),
      hint: `"${dns}:PORT" asks for its name`,
    });
  }
  if (isHeadless(service.object)) {
    throw bad({
      what: `service ${full} has no cluster IP: it is headless`,
      where: service.placeOf(['spec', 'clusterIP']),
      hint: `"${dns}:PORT" dials its pods, on the port that they listen on`,
    });
  }
  const address = canonicalAddress(spec.clusterIPs?.[0] ?? spec.clusterIP ?? '');
  if (address === undefined) throw bad({ what: `service ${full} has no cluster IP`, where });
  return { address, port: readPort(service, full, to, port) };
}

function readPort(
  service: Manifest<Service>,
  full: string,
  to: string,
  port: number | string | undefined,
): number {
  if (typeof port === 'number') return port;
  const { ports = [] } = service.object.spec;
  const where = service.placeOf(['spec', 'ports']);
  if (port === undefined) {
    const [only, ...others] = ports;
    if (only && others.length === 0) return only.port;
    throw bad({
      what: `destination "${to}" has no port, and service ${full} has ${ports.length}`,
      where,
      expected: `one of ${listPorts(ports)}`,
    });
  }
  const named = ports.find(({ name }) => name === port);
  if (named) return named.port;
  const near = closest(
    port,
    ports.flatMap(({ name }) => name ?? []),
  );
  throw bad({
    what: `service ${full} has no port named "${port}"`,
    where,
    expected: listPorts(ports),
    hint: near === undefined ? undefined : `"${near}"`,
  });
}

/** `http 80/TCP, metrics 9090/TCP` */
export function listPorts(ports: readonly ServicePort[]): string {
  return ports
    .map(
      ({ name, port, protocol = 'TCP' }) =>
        `${name === undefined || name === '' ? '' : `${name} `}${port}/${protocol}`,
    )
    .join(', ');
}

function noService(view: View, namespace: string, name: string): UserError {
  const all = view.state.objects.list<Service>('Service').map(({ object }) => ({
    namespace: object.metadata.namespace ?? 'default',
    name: object.metadata.name,
  }));
  const elsewhere = all.find((other) => other.name === name);
  const near = closest(
    name,
    all.filter((other) => other.namespace === namespace).map((other) => other.name),
  );
  return bad({
    what: `there is no service "${name}" in namespace "${namespace}"`,
    hint: elsewhere
      ? `service/${elsewhere.namespace}/${name}`
      : near === undefined
        ? undefined
        : `service/${namespace}/${near}`,
  });
}

function bad(problem: Problem): UserError {
  return new UserError(problem);
}

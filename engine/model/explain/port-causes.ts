import { closest } from '../../errors/index.ts';
import {
  refOf,
  type EndpointSlice,
  type Manifest,
  type Pod,
  type Service,
  type ServicePort,
} from '../../kube/index.ts';
import { isHeadless } from '../names/index.ts';
import { longRunning } from '../network/listeners.ts';
import { listPorts } from '../path/reference.ts';
import { whySkipped, type ServicePortRules } from '../proxy/service-port.ts';
import type { Cause } from './cause.ts';
import { selectedPods } from './selector-causes.ts';
import { keyOf, type Subject } from './subject.ts';

/** The Service is found, but not by this port. */
export function servicePortCauses({ spot, flow, match }: Subject, service: Manifest<Service>): Cause[] {
  const { spec } = service.object;
  const { ports = [] } = spec;
  if (match?.entry === 'node port' || !spot || spot.owner) return [];
  if (isHeadless(service.object) || spec.type === 'ExternalName') return [];
  const skipped = whySkipped(service.object);
  if (skipped !== undefined) {
    return [
      {
        text: `kube-proxy leaves service ${keyOf(service)} alone: ${skipped}`,
        place: service.placeOf(['metadata', 'labels']),
      },
    ];
  }
  const { protocol = 'TCP' } = flow;
  if (ports.some((port) => port.port === spot.port && (port.protocol ?? 'TCP') === protocol)) return [];
  const index = ports.findIndex((port) => port.port === spot.port);
  const sameNumber = ports[index];
  if (sameNumber) {
    return [
      {
        text: `port ${spot.port} of service ${keyOf(service)} is ${sameNumber.protocol ?? 'TCP'}, the flow is ${protocol}`,
        place: service.placeOf(['spec', 'ports', index, 'protocol']),
      },
    ];
  }
  const target = ports.find((port) => port.targetPort === spot.port || port.nodePort === spot.port);
  return [
    {
      text: `service ${keyOf(service)} has no port ${spot.port}; it has ${listPorts(ports)}`,
      place: service.placeOf(['spec', 'ports']),
      ...(target && {
        hint: `port ${target.port}: ${spot.port} is its ${target.nodePort === spot.port ? 'nodePort, for the addresses of nodes' : 'targetPort, for the pods'}`,
      }),
    },
  ];
}

/** targetPort is a name, and no container of the selected pods has a port of that name. */
export function targetPortCauses(
  subject: Subject,
  { service, port, portIndex, protocol }: ServicePortRules,
): Cause[] {
  const { targetPort } = port;
  const pods = selectedPods(subject, service);
  if (typeof targetPort !== 'string' || pods.length === 0) return [];
  if (pods.some((pod) => hasNamed(pod, port))) return [];
  const known = [...new Set(pods.flatMap((pod) => portNames(pod)))].sort();
  const near = closest(targetPort, known);
  const others =
    known.length === 0 ? 'their containers name no ports' : `their containers name ${known.join(', ')}`;
  return [
    {
      text: `targetPort ${targetPort} of service ${keyOf(service)} is the name of no ${protocol} port of its pods: ${others}`,
      place: service.placeOf(['spec', 'ports', portIndex, 'targetPort']),
      hint: near === undefined || near === targetPort ? undefined : `targetPort: ${near}`,
    },
  ];
}

function hasNamed({ object }: Manifest<Pod>, { targetPort, protocol = 'TCP' }: ServicePort): boolean {
  return longRunning(object).some(({ ports = [] }) =>
    ports.some((port) => port.name === targetPort && (port.protocol ?? 'TCP') === protocol),
  );
}

function portNames({ object }: Manifest<Pod>): string[] {
  return longRunning(object).flatMap(({ ports = [] }) => ports.flatMap(({ name }) => name ?? []));
}

/** Slices belong to a port of a Service by its name alone. */
export function sliceNameCauses({ view }: Subject, { service, port, endpoints }: ServicePortRules): Cause[] {
  if (endpoints.all.length > 0) return [];
  const { namespace, name } = refOf(service.object);
  const own = view.state.objects
    .list<EndpointSlice>('EndpointSlice', namespace)
    .filter(({ object }) => object.metadata.labels?.['kubernetes.io/service-name'] === name)
    .filter(({ object }) => (object.endpoints ?? []).length > 0);
  const wanted = port.name ?? '';
  const [first] = own;
  const names = [...new Set(own.flatMap(({ object }) => (object.ports ?? []).map(({ name }) => name ?? '')))];
  if (!first || names.length === 0 || names.includes(wanted)) return [];
  const say = (name: string): string => (name === '' ? 'no name' : `the name ${name}`);
  return [
    {
      text: `the port of service ${keyOf(service)} has ${say(wanted)}, that of EndpointSlice ${first.object.metadata.name} ${say(names[0] ?? '')}: they belong together by name`,
      place: first.placeOf(['ports', 0, 'name']),
    },
  ];
}

/** A headless Service is dialled by its own port, though its name leads straight to the pods. */
export function headlessCauses({ spot }: Subject, service: Manifest<Service>): Cause[] {
  if (!isHeadless(service.object) || !spot) return [];
  const { port } = spot;
  const { ports = [] } = service.object.spec;
  const index = ports.findIndex((own) => own.port === port);
  const target = ports[index]?.targetPort ?? port;
  if (index < 0 || target === port) return [];
  return [
    {
      text: `service ${keyOf(service)} is headless: its name leads straight to the pods, which listen on their own port ${target}, and nobody turns ${port} into ${target}`,
      place: service.placeOf(['spec', 'ports', index, 'targetPort']),
      hint: typeof target === 'number' ? `port ${target}` : undefined,
    },
  ];
}

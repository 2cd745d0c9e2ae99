import type { Answer } from '../../flow/index.ts';
import type { Manifest, Service } from '../../kube/index.ts';
import type { Cause } from './cause.ts';
import { keyOf, type Subject } from './subject.ts';

/** A port of a node that is no node port: the Service that was meant, and the node ports that there are. */
export function nodePortCauses({ view, spot, match, flow }: Subject, answer: Answer): Cause[] {
  if (answer.result !== 'refused' || match || !spot) return [];
  if (spot.owner?.kind !== 'node' && spot.region !== 'loopback') return [];
  const { protocol = 'TCP' } = flow;
  const services = view.state.objects.list<Service>('Service');
  const text = `no Service has node port ${spot.port}/${protocol}`;
  const sameNumber = find(services, ({ nodePort }) => nodePort === spot.port);
  if (sameNumber) {
    const { service, index } = sameNumber;
    const other = service.object.spec.ports?.[index]?.protocol ?? 'TCP';
    // It is there: the rules of this node are older.
    if (other === protocol) return [];
    return [
      {
        text: `${text}; that of service ${keyOf(service)} is ${other}`,
        place: service.placeOf(['spec', 'ports', index, 'protocol']),
      },
    ];
  }
  const meant = find(services, ({ port, targetPort }) => port === spot.port || targetPort === spot.port);
  if (!meant) return [{ text: `${text}: ${listNodePorts(services)}` }];
  const { service, index } = meant;
  const port = service.object.spec.ports?.[index];
  const which = port?.port === spot.port ? 'port' : 'targetPort';
  return [
    {
      text: `${text}: ${spot.port} is the ${which} of service ${keyOf(service)}, which ${port?.nodePort ? `has node port ${port.nodePort}` : 'has none'}`,
      place: service.placeOf(port?.nodePort ? ['spec', 'ports', index, 'nodePort'] : ['spec', 'type']),
      hint: port?.nodePort ? `port ${port.nodePort}` : 'type: NodePort',
    },
  ];
}

function find(
  services: readonly Manifest<Service>[],
  test: (port: NonNullable<Service['spec']['ports']>[number]) => boolean,
): { service: Manifest<Service>; index: number } | undefined {
  for (const service of services) {
    const index = (service.object.spec.ports ?? []).findIndex((port) => test(port));
    if (index >= 0) return { service, index };
  }
  return undefined;
}

function listNodePorts(services: readonly Manifest<Service>[]): string {
  const known = services.flatMap((service) =>
    (service.object.spec.ports ?? []).flatMap(({ nodePort }) =>
      nodePort ? [`${nodePort} (${keyOf(service)})`] : [],
    ),
  );
  if (known.length === 0) return 'no Service of the cluster has one';
  const more = known.length > 4 ? ` and ${known.length - 4} more` : '';
  return `there are ${known.slice(0, 4).join(', ')}${more}`;
}

/** An address that a pod had, or never had. */
export function deadAddressCauses({ spot, match }: Subject, answer: Answer): Cause[] {
  if (answer.result !== 'timeout' || match || !spot || spot.owner) return [];
  if (spot.region === 'service-range') return [{ text: `no Service has address ${spot.address}` }];
  if (spot.region !== 'pod-range') return [];
  return [
    {
      text: `no pod has address ${spot.address}: a pod that is replaced gets another one`,
      hint: 'the name of a Service',
    },
  ];
}

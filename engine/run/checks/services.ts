import type { Service } from '../../kube/index.ts';
import { qualify } from '../names/translate.ts';
import type { Session } from '../session.ts';
import type { View } from '../view.ts';
import { expectObjects, type Inspection } from './objects.ts';

/** Looks at one Service of every back end; a Service that is not there is a finding. */
export async function expectService(
  session: Session,
  name: string,
  inspect: (service: Service, view: View) => Inspection,
): Promise<void> {
  await expectObjects(session, (view) => {
    const [namespace = '', own = ''] = qualify(name, view.namespace).split('/');
    const service = view.state.objects.get<Service>('Service', namespace, own);
    return service
      ? inspect(service.object, view)
      : { findings: [`there is no service ${namespace}/${own}`], found: servicesIn(view, namespace) };
  });
}

function servicesIn(view: View, namespace: string): readonly string[] {
  return view.state.objects
    .list<Service>('Service', namespace)
    .map(({ object }) => `service ${object.metadata.namespace}/${object.metadata.name}`);
}

export async function expectNoClusterIp(session: Session, name: string): Promise<void> {
  await expectService(session, name, ({ spec }) => {
    const address = spec.clusterIP ?? '';
    return { findings: address === '' || address === 'None' ? [] : [`it has the cluster IP ${address}`] };
  });
}

export async function expectClusterIp(session: Session, name: string, address: string): Promise<void> {
  await expectService(session, name, ({ spec }) => {
    const own = spec.clusterIPs ?? [spec.clusterIP ?? ''];
    return { findings: own.includes(address) ? [] : [`its cluster IP is ${own.join(', ') || 'not there'}`] };
  });
}

/** Somebody gave the load balancer an address. */
export async function expectGiven(session: Session, name: string): Promise<void> {
  await expectService(session, name, ({ spec, status }) => {
    const given = (status?.loadBalancer?.ingress ?? []).length > 0;
    const isBalancer = spec.type === 'LoadBalancer';
    return {
      findings: [
        ...(isBalancer ? [] : [`its type is ${spec.type ?? 'ClusterIP'}`]),
        ...(given || !isBalancer ? [] : ['nobody gave it an address']),
      ],
    };
  });
}

/** Nobody gave the load balancer an address. */
export async function expectPending(session: Session, name: string): Promise<void> {
  await expectService(session, name, ({ spec, status }) => {
    const ingress = (status?.loadBalancer?.ingress ?? []).map((one) => one.ip ?? one.hostname ?? '?');
    return {
      findings: [
        ...(spec.type === 'LoadBalancer' ? [] : [`its type is ${spec.type ?? 'ClusterIP'}`]),
        ...(ingress.length > 0 ? [`it has the address ${ingress.join(', ')}`] : []),
      ],
    };
  });
}

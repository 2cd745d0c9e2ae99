import { UserError } from '../../errors/index.ts';
import type { Change, Client, Flow } from '../../flow/index.ts';
import type { Ref, Service } from '../../kube/index.ts';
import { loadBalancerForm, nodePortForm } from '../tables/destination.ts';
import type { View } from '../view.ts';

/** A flow as a scenario writes it, in the names that a back end knows. */
export function translateFlow(flow: Flow, view: View): Flow {
  return { ...flow, from: translateClient(flow.from, view), to: translateDestination(flow.to, view) };
}

export function translateClient(client: Client, view: View): Client {
  if (!('pod' in client)) return client;
  const name = qualify(client.pod, view.namespace);
  return { pod: view.knowledge.podNamed(name) ?? name };
}

/** Aliases become pods, names of nodes become nodes, and what has no namespace gets the scenario's. */
function translateDestination(to: string, view: View): string {
  const [, kind, name, port] = /^(service|svc|pod)\/([^:]+)(:.*)?$/.exec(to) ?? [];
  if (kind !== undefined && name !== undefined) {
    const own = qualify(name, view.namespace);
    const known = kind === 'pod' ? (view.knowledge.podNamed(own) ?? own) : own;
    return `${kind}/${known}${port ?? ''}`;
  }
  const nodePort = nodePortForm.exec(to);
  if (nodePort) return nodePortOf(nodePort, view) ?? to;
  const balancer = loadBalancerForm.exec(to);
  if (balancer) return balancerOf(balancer, view) ?? to;
  const [, host = ''] = /^([a-z0-9.-]+):\d+$/.exec(to) ?? [];
  return view.state.cluster.nodes.some((node) => node.object.metadata.name === host) ? `node/${to}` : to;
}

function nodePortOf([, node, service = '', port]: readonly string[], view: View): string | undefined {
  const [namespace = '', name = ''] = qualify(service, view.namespace).split('/');
  const found = view.state.objects.get<Service>('Service', namespace, name);
  const ports = found?.object.spec.ports ?? [];
  const own = ports.find((one) => port === undefined || String(one.port) === port || one.name === port);
  return own?.nodePort === undefined ? undefined : `node/${node}:${own.nodePort}`;
}

function balancerOf([, service = '', port]: readonly string[], view: View): string | undefined {
  const [namespace = '', name = ''] = qualify(service, view.namespace).split('/');
  const found = view.state.objects.get<Service>('Service', namespace, name);
  const ip = found?.object.status?.loadBalancer?.ingress?.find((one) => one.ip !== undefined)?.ip;
  if (ip !== undefined) return `${ip.includes(':') ? `[${ip}]` : ip}:${port}`;
  if (view.backEnd !== 'model') return undefined;
  throw new UserError({
    what: `service ${namespace}/${name} has no address of a load balancer`,
    found: found
      ? `type ${found.object.spec.type ?? 'ClusterIP'}, and no address in its status`
      : 'no such service',
    hint: 'tag the scenario @needs-loadbalancer, and it has a provider',
  });
}

/** A change in the names that a back end knows: only pods have others. */
export function translateChange(change: Change, view: View): Change {
  const pod = (ref: Ref): Ref => {
    const known = view.knowledge.podNamed(`${ref.namespace}/${ref.name}`);
    return known === undefined ? ref : { ...ref, name: known.slice(known.indexOf('/') + 1) };
  };
  switch (change.kind) {
    case 'delete-pod':
    case 'terminate-pod':
    case 'readiness':
      return { ...change, pod: pod(change.pod) };
    case 'delete':
    case 'label':
      return change.object.kind === 'Pod' ? { ...change, object: pod(change.object) } : change;
    default:
      return change;
  }
}

export function qualify(name: string, namespace: string): string {
  return name.includes('/') ? name : `${namespace}/${name}`;
}

import type { EndpointNote } from '../../flow/index.ts';
import { familyOf, matchesLabels, type Manifest, type Pod } from '../../kube/index.ts';
import { podIPs } from '../allocation/pod-addresses.ts';
import { isTerminal, isTerminating } from '../controllers/pod-conditions.ts';
import { longRunning } from '../network/listeners.ts';
import type { Endpoint } from '../proxy/endpoint.ts';
import type { ServicePortRules } from '../proxy/service-port.ts';
import type { View } from './view.ts';

/** The pods that a Service selects and that are no endpoints of this port, and why not. */
export function absentPods(
  view: View,
  rules: ServicePortRules,
  seen: readonly Endpoint[],
): readonly EndpointNote[] {
  const { metadata, spec } = rules.service.object;
  const { selector = {} } = spec;
  if (Object.keys(selector).length === 0) return [];
  const { namespace = 'default' } = metadata;
  const known = new Set(seen.map(({ pod }) => pod));
  return view.state.objects
    .list<Pod>('Pod', namespace)
    .filter(({ object }) => matchesLabels(selector, object.metadata.labels))
    .filter(({ object }) => !known.has(`${namespace}/${object.metadata.name}`))
    .map((pod) => ({
      pod: `${namespace}/${pod.object.metadata.name}`,
      ...(pod.object.spec.nodeName !== undefined && { node: pod.object.spec.nodeName }),
      used: false,
      ...whyAbsent(pod, rules),
    }));
}

function whyAbsent(manifest: Manifest<Pod>, rules: ServicePortRules): Pick<EndpointNote, 'why' | 'from'> {
  const { object: pod } = manifest;
  const name = manifest.placeOf(['metadata', 'name']);
  if (isTerminal(pod)) return { why: `has ended: phase ${pod.status?.phase}`, from: name };
  const families = podIPs(pod).map((ip) => familyOf(ip));
  if (families.length === 0)
    return { why: `has no address: phase ${pod.status?.phase ?? 'Pending'}`, from: name };
  if (!families.includes(rules.family)) {
    return { why: `other family: it has no ${rules.family} address`, from: name };
  }
  const { targetPort } = rules.port;
  if (typeof targetPort === 'string' && !hasPort(pod, targetPort, rules.protocol)) {
    const from = rules.service.placeOf(['spec', 'ports', rules.portIndex, 'targetPort']);
    return { why: `port name missing: no container has a ${rules.protocol} port named ${targetPort}`, from };
  }
  if (isTerminating(pod)) return { why: 'terminating: no slice lists it any more', from: name };
  return { why: 'no slice lists it for this port', from: name };
}

function hasPort(pod: Pod, name: string, protocol: string): boolean {
  return longRunning(pod).some(({ ports = [] }) =>
    ports.some((port) => port.name === name && (port.protocol ?? 'TCP') === protocol),
  );
}

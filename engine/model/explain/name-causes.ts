import { closest } from '../../errors/index.ts';
import type { Answer, Destination } from '../../flow/index.ts';
import type { KubeObject, Service } from '../../kube/index.ts';
import { isHeadless } from '../names/index.ts';
import type { Cause } from './cause.ts';
import { readinessCauses } from './readiness-causes.ts';
import { selectedPods } from './selector-causes.ts';
import { keyOf, type Subject } from './subject.ts';

/** Why a name leads nowhere. */
export function nameCauses(subject: Subject, answer: Answer): Cause[] {
  const { destination, caller, view, service, spot } = subject;
  if (destination.kind !== 'name') return [];
  if (answer.result === 'unhandled' && !spot && service?.object.spec.type === 'ExternalName') {
    const { externalName } = service.object.spec;
    return [
      {
        text: `service ${keyOf(service)} is an alias of ${externalName}, a name outside the cluster: no rule of the cluster says who answers there`,
        place: service.placeOf(['spec', 'externalName']),
      },
    ];
  }
  if (answer.result !== 'no-name') return [];
  if (view.state.faults.dnsDown && caller.scope.dns === 'cluster') {
    return [{ text: 'no DNS server runs in the cluster' }];
  }
  if (caller.scope.dns !== 'cluster') return [foreignResolver(subject, destination.name)];
  if (service) return existingService(subject, service);
  const asked = askedFor(caller.scope.namespace, destination);
  const near = [
    ...otherSpelling(subject, asked),
    ...otherNamespace(subject, asked),
    ...nearNames(subject, asked),
  ];
  return near.length > 0 ? near : noService(subject, asked);
}

/** Service and namespace as typed: `web`, `web.shop`, `web.shop.svc...`. */
interface Asked {
  readonly typed: string;
  readonly name: string;
  readonly namespace: string;
  readonly port: number;
}

function askedFor(own: string, { name: typed, port }: Extract<Destination, { kind: 'name' }>): Asked {
  const [name = '', namespace = own] = typed.toLowerCase().replace(/\.$/, '').split('.');
  return { typed, name, namespace, port };
}

function foreignResolver({ caller }: Subject, name: string): Cause {
  if (caller.kind === 'outside') {
    return {
      text: `nobody outside the cluster knows its names, ${name} neither`,
      hint: 'node/NAME:PORT with a node port',
    };
  }
  if (!caller.pod) {
    return {
      text: `processes of a node ask the node's resolver, which does not know the names of Services`,
      hint: 'the cluster IP: service/NAME:PORT',
    };
  }
  const { dnsPolicy = 'ClusterFirst' } = caller.pod.manifest.object.spec;
  const because = caller.pod.hostNetwork
    ? `has hostNetwork and dnsPolicy ${dnsPolicy}`
    : `has dnsPolicy ${dnsPolicy}`;
  return {
    text: `pod ${caller.pod.key} ${because}, so it asks the node's resolver, which does not know the names of Services`,
    place: caller.pod.manifest.placeOf(['spec', caller.pod.hostNetwork ? 'hostNetwork' : 'dnsPolicy']),
    hint: caller.pod.hostNetwork ? 'dnsPolicy: ClusterFirstWithHostNet' : 'dnsPolicy: ClusterFirst',
  };
}

/** The Service is there and has no name all the same. */
function existingService(subject: Subject, service: NonNullable<Subject['service']>): Cause[] {
  const { spec } = service.object;
  if (spec.type === 'ExternalName') {
    return [
      {
        text: `service ${keyOf(service)} is an alias of ${spec.externalName}, which does not resolve`,
        place: service.placeOf(['spec', 'externalName']),
      },
    ];
  }
  if (!isHeadless(service.object)) return [];
  const text = `service ${keyOf(service)} is headless, and none of its pods is ready: then it has no name`;
  const place = service.placeOf(['spec', 'clusterIP']);
  const hint = 'publishNotReadyAddresses: true, if pods must be found before they are ready';
  const reasons = readinessCauses(subject, service);
  return selectedPods(subject, service).length > 0
    ? [{ text, place, hint }, ...reasons]
    : [...reasons, { text, place }];
}

/** There is such a Service, but this is none of its names. */
function otherSpelling({ view }: Subject, { typed, name, namespace, port }: Asked): Cause[] {
  const service = view.state.objects.get<Service>('Service', namespace, name);
  if (!service) return [];
  return [
    {
      text: `${typed} is none of the names of service ${keyOf(service)}`,
      place: service.placeOf(['metadata', 'name']),
      hint: `${name}.${namespace}:${port}`,
    },
  ];
}

function otherNamespace({ view }: Subject, { name, namespace, port }: Asked): Cause[] {
  return view.state.objects
    .list<Service>('Service')
    .filter((service) => service.object.metadata.name === name && keyOf(service) !== `${namespace}/${name}`)
    .map((service) => {
      const { namespace: there = 'default' } = service.object.metadata;
      return {
        text: `there is no service ${name} in namespace ${namespace}, but there is one in namespace ${there}`,
        place: service.placeOf(['metadata', 'name']),
        hint: `${name}.${there}:${port}`,
      };
    });
}

function nearNames({ view, caller }: Subject, { name, namespace, port }: Asked): Cause[] {
  const services = view.state.objects.list<Service>('Service', namespace);
  const near = closest(
    name,
    services.map(({ object }) => object.metadata.name),
  );
  const service = services.find(({ object }) => object.metadata.name === near);
  if (!service || near === name) return [];
  return [
    {
      text: `there is no service ${name} in namespace ${namespace}; the nearest name there is ${near}`,
      place: service.placeOf(['metadata', 'name']),
      hint: `${near}${namespace === caller.scope.namespace ? '' : `.${namespace}`}:${port}`,
    },
  ];
}

const unnamed = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod', 'Job'];

function noService({ view }: Subject, { name, namespace }: Asked): Cause[] {
  const { objects } = view.state;
  const kind = unnamed.find((candidate) => objects.get<KubeObject>(candidate, namespace, name));
  if (kind !== undefined) {
    return [
      {
        text: `${name} is a ${kind}; only Services get names in DNS`,
        hint: `a Service that selects its pods`,
      },
    ];
  }
  const known = view.zone.hasNamespace(namespace);
  return [
    { text: known ? `namespace ${namespace} has no service ${name}` : `there is no namespace ${namespace}` },
  ];
}

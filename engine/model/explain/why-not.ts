import { formatShare, type Answer, type EndpointNote, type Flow } from '../../flow/index.ts';
import { formatSelector, matchesLabels, refOf, type Manifest, type Service } from '../../kube/index.ts';
import { isHeadless } from '../names/index.ts';
import type { NetworkPod } from '../network/pod.ts';
import { podNamed } from '../path/caller.ts';
import { endingAt } from '../path/ending.ts';
import { viewOf } from '../path/view.ts';
import type { State } from '../state.ts';
import type { Cause } from './cause.ts';
import { lastStep } from './last-step.ts';
import { listenerCauses } from './listener-causes.ts';
import { nameCauses } from './name-causes.ts';
import { nodePortCauses } from './node-causes.ts';
import { addressCauses, faultCauses, policyCauses } from './policy-causes.ts';
import { servicePortCauses, sliceNameCauses } from './port-causes.ts';
import { whyNotReady } from './readiness-causes.ts';
import { keyOf, rulesOf, subjectOf, type Subject } from './subject.ts';

/** Why a flow does not come to a pod, or how often it does. */
export interface WhyNot {
  /** `namespace/name` */
  readonly pod: string;
  /** The chance that a new connection is served by it. */
  readonly probability: number;
  /** What keeps it from more, the first obstacle first; nothing where every connection comes to it. */
  readonly reasons: readonly Cause[];
}

/**
 * What keeps a pod from being reached by a flow. Throws a UserError for a pod that does not exist and, like
 * `resolve`, for a flow that can't be asked.
 *
 * @param name `namespace/name`, or by its alias (`shop/web-1`)
 */
export function whyNot(state: State, flow: Flow, answer: Answer, name: string): WhyNot {
  const view = viewOf(state);
  const pod = podNamed(view, name);
  const own = answer.backends.filter((backend) => backend.pod === pod.key);
  const served = answer.result === 'reached' ? own.filter(({ result }) => result === undefined) : [];
  const probability = served.reduce((sum, backend) => sum + backend.probability, 0);
  const subject = subjectOf(view, flow);
  if (probability > 0) return { pod: pod.key, probability, reasons: [] };
  const reasons = subject ? obstacles(subject, pod, answer) : [];
  return { pod: pod.key, probability, reasons: reasons.length > 0 ? reasons : lastStep(answer) };
}

function obstacles(subject: Subject, pod: NetworkPod, answer: Answer): readonly Cause[] {
  const { service } = subject;
  const before = [...faultCauses(subject), ...nameCauses(subject, answer)];
  if (before.length > 0 && answer.result !== 'reached') return before;
  if (!service) return [...notDialled(subject, pod), ...nodePortCauses(subject, answer)];
  const outside = notOfService(pod, service);
  if (outside) return [outside];
  const port = [...servicePortCauses(subject, service), ...addressCauses(subject, service)];
  if (port.length > 0) return port;
  const note = noteOf(answer, pod);
  if (note) return note.used ? notServed(subject, pod, answer, note) : [leftOut(pod, note)];
  if (isHeadless(service.object)) return notInDns(pod, service);
  const rules = rulesOf(subject, service);
  return [...(rules ? sliceNameCauses(subject, rules) : []), ...policyCauses(subject, service, answer)];
}

/** The flow goes straight to an address that is not the pod's. */
function notDialled(subject: Subject, pod: NetworkPod): Cause[] {
  const { spot } = subject;
  if (!spot) return [];
  if (pod.addresses.includes(spot.address))
    return listenerCauses(subject, { result: 'refused', backends: [], trace: [] });
  const owner =
    spot.owner?.kind === 'pod' ? `the address of pod ${spot.owner.pod.key}` : `no address of a Service`;
  const other = `the flow dials ${spot.text}, ${owner}, and pod ${pod.key} has ${pod.addresses.join(', ') || 'none'}`;
  return [{ text: other, place: pod.manifest.placeOf(['metadata', 'name']) }];
}

/** Namespace, selector: what makes a pod one of a Service. */
function notOfService(pod: NetworkPod, service: Manifest<Service>): Cause | undefined {
  const { spec } = service.object;
  const { namespace } = refOf(service.object);
  const { selector = {} } = spec;
  if (Object.keys(selector).length === 0) return undefined;
  const place = service.placeOf(['spec', 'selector']);
  if (pod.namespace !== namespace) {
    const text = `pod ${pod.key} is in namespace ${pod.namespace}, and service ${keyOf(service)} selects in its own namespace only`;
    return { text, place, hint: `a Service in namespace ${pod.namespace}` };
  }
  const { labels = {} } = pod.manifest.object.metadata;
  if (matchesLabels(selector, labels)) return undefined;
  const wrong = Object.keys(selector).filter((key) => labels[key] !== selector[key]);
  const has = wrong.map((key) =>
    labels[key] === undefined ? `no label ${key}` : `the label ${key}=${labels[key]}`,
  );
  const [key = ''] = wrong;
  return {
    text: `selector ${formatSelector(selector)} of service ${keyOf(service)} does not pick pod ${pod.key}, which has ${has.join(' and ')}`,
    place: service.placeOf(['spec', 'selector', key]),
    hint: `the label ${key}: ${selector[key]} on the pod`,
  };
}

function noteOf({ trace }: Answer, pod: NetworkPod): EndpointNote | undefined {
  return trace.flatMap(({ endpoints = [] }) => endpoints).find((note) => note.pod === pod.key);
}

function leftOut(pod: NetworkPod, { why, from, address }: EndpointNote): Cause {
  const ready = why === 'not ready' ? whyNotReady(pod.manifest) : undefined;
  const at = address === undefined ? '' : ` (${address})`;
  return {
    text: `pod ${pod.key}${at} is left out: ${why}${ready === undefined ? '' : `: the pod ${ready}`}`,
    place: from,
  };
}

/** Usable, and yet no connection is served by it. */
function notServed({ view, spot }: Subject, pod: NetworkPod, answer: Answer, note: EndpointNote): Cause[] {
  if (!spot) return [];
  const place = pod.manifest.placeOf(['metadata', 'name']);
  const { affinity, backends } = answer;
  const own = backends.find((backend) => backend.pod === pod.key);
  if (affinity && !own && backends.length > 0) {
    const held = backends.map((backend) => backend.pod ?? backend.ip).join(', ');
    return [
      {
        text: `pod ${pod.key} is usable, but client ${affinity.client} is remembered on node ${affinity.node} and stays with ${held} (sessionAffinity: ClientIP)`,
        place: answer.trace.find(({ rule }) => rule === 'affinity')?.from,
      },
    ];
  }
  const [address = ''] = pod.addresses;
  const ending = endingAt(view, {
    from: undefined,
    address,
    port: Number(note.address?.split(':').at(-1)),
    protocol: spot.protocol,
  });
  const share = own
    ? `${formatShare(own.probability)} of connections come to pod ${pod.key}, and end there`
    : `connections that come to pod ${pod.key} end`;
  const result = own?.result ?? answer.result;
  return [{ text: `${share}: ${ending.result === 'reached' ? result : ending.why}`, place }];
}

/** A headless Service is a name, and the name leads to ready pods alone. */
function notInDns(pod: NetworkPod, service: Manifest<Service>): Cause[] {
  const why = whyNotReady(pod.manifest);
  const { publishNotReadyAddresses = false } = service.object.spec;
  if (why === undefined || publishNotReadyAddresses) return [];
  return [
    {
      text: `service ${keyOf(service)} is headless: its name leads to ready pods alone, and pod ${pod.key} ${why}`,
      place: pod.manifest.placeOf(['metadata', 'name']),
    },
  ];
}

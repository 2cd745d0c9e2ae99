import {
  formatSelector,
  matchesLabels,
  refOf,
  type Manifest,
  type Pod,
  type Service,
  type StringMap,
} from '../../kube/index.ts';
import type { Cause } from './cause.ts';
import { keyOf, type Subject } from './subject.ts';

/** The pods that a Service's selector picks, finished ones left out. */
export function selectedPods({ view }: Subject, { object }: Manifest<Service>): readonly Manifest<Pod>[] {
  const { selector = {} } = object.spec;
  if (Object.keys(selector).length === 0) return [];
  return alive(view.state.objects.list<Pod>('Pod', refOf(object).namespace)).filter((pod) =>
    matchesLabels(selector, pod.object.metadata.labels),
  );
}

function alive(pods: readonly Manifest<Pod>[]): readonly Manifest<Pod>[] {
  return pods.filter(({ object }) => !['Succeeded', 'Failed'].includes(object.status?.phase ?? ''));
}

/** A selector that picks nothing: the pods that come nearest, and the label that keeps them out. */
export function selectorCauses(subject: Subject, service: Manifest<Service>): Cause[] {
  const { selector = {} } = service.object.spec;
  if (Object.keys(selector).length === 0) return [noSelector(service)];
  const { namespace } = refOf(service.object);
  const place = service.placeOf(['spec', 'selector']);
  const words = `selector ${formatSelector(selector)} of service ${keyOf(service)} picks no pod`;
  const all = alive(subject.view.state.objects.list<Pod>('Pod'));
  const elsewhere = all.find((pod) => matchesLabels(selector, pod.object.metadata.labels));
  if (elsewhere) {
    const there = refOf(elsewhere.object).namespace;
    return [
      {
        text: `${words}: pods with these labels are in namespace ${there}, and a selector picks in its own namespace only`,
        place,
        hint: `a Service in namespace ${there}`,
      },
    ];
  }
  const own = all.filter(({ object }) => refOf(object).namespace === namespace);
  const nearest = nearestPods(selector, own);
  const [first] = nearest;
  if (!first)
    return [{ text: `${words} in namespace ${namespace}, which has no pods with such labels`, place }];
  const [key = ''] = wrongKeys(selector, first);
  const name =
    nearest.length === 1
      ? `pod ${first.object.metadata.name} has`
      : `${nearest.length} pods (${first.object.metadata.name}, ...) have`;
  const actual = first.object.metadata.labels?.[key];
  const label = actual === undefined ? `no label ${key}` : `the label ${key}=${actual}`;
  return [
    {
      text: `${words}: ${name} ${label}`,
      place: service.placeOf(['spec', 'selector', key]),
      hint:
        actual === undefined
          ? `the label ${key}: ${selector[key]} on the pods`
          : `${key}: ${actual} in the selector`,
    },
  ];
}

function noSelector(service: Manifest<Service>): Cause {
  return {
    text: `service ${keyOf(service)} has no selector, and no EndpointSlice or Endpoints object gives it endpoints for this port`,
    place: service.placeOf(['spec']),
    hint: 'a selector, or an EndpointSlice with the label kubernetes.io/service-name',
  };
}

/** Pods that miss the fewest labels of a selector; a value that is nearly right counts as near. */
function nearestPods(selector: StringMap, pods: readonly Manifest<Pod>[]): readonly Manifest<Pod>[] {
  const score = (pod: Manifest<Pod>): number => {
    const labels = pod.object.metadata.labels ?? {};
    return Object.entries(selector).reduce((sum, [key, value]) => {
      const actual = labels[key];
      return (
        sum +
        (actual === value ? 4 : actual === undefined ? (Object.values(labels).includes(value) ? 2 : 0) : 1)
      );
    }, 0);
  };
  const best = Math.max(0, ...pods.map((pod) => score(pod)));
  return best === 0 ? [] : pods.filter((pod) => score(pod) === best);
}

function wrongKeys(selector: StringMap, { object }: Manifest<Pod>): string[] {
  return Object.keys(selector).filter((key) => object.metadata.labels?.[key] !== selector[key]);
}

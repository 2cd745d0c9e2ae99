import type { Manifest, Pod, Service } from '../../kube/index.ts';
import type { Cause } from './cause.ts';
import { selectedPods, selectorCauses } from './selector-causes.ts';
import { keyOf, type Subject } from './subject.ts';

/** Why none of a Service's pods takes traffic. */
export function readinessCauses(subject: Subject, service: Manifest<Service>): Cause[] {
  const pods = selectedPods(subject, service);
  if (pods.length === 0) return selectorCauses(subject, service);
  const unready = pods.flatMap((pod) => {
    const why = whyNotReady(pod);
    return why === undefined ? [] : [{ pod, why }];
  });
  if (unready.length < pods.length) return [];
  const list = unready
    .slice(0, 3)
    .map(({ pod, why }) => `${pod.object.metadata.name} ${why}`)
    .join(', ');
  const more = unready.length > 3 ? ` and ${unready.length - 3} more` : '';
  const [place] = unready.map(({ pod }) => pod.placeOf(probePath(pod) ?? ['metadata', 'name']));
  return [
    {
      text: `no pod of service ${keyOf(service)} is ready: ${list}${more}`,
      place,
    },
  ];
}

/** As the rest of a sentence about the pod; nothing for a ready one. */
export function whyNotReady({ object }: Manifest<Pod>): string | undefined {
  const { status, metadata, spec } = object;
  if (metadata.deletionTimestamp !== undefined) return 'is being deleted';
  const phase = status?.phase ?? 'Pending';
  if (phase !== 'Running') {
    const scheduled = status?.conditions?.find(({ type }) => type === 'PodScheduled');
    const because = scheduled?.status === 'False' ? `, ${scheduled.reason ?? 'not scheduled'}` : '';
    return `is ${phase}${because}`;
  }
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status === 'True') return undefined;
  const probed = [...spec.containers, ...(spec.initContainers ?? [])].find(
    ({ readinessProbe }) => readinessProbe,
  );
  const reason = ready?.reason === undefined ? '' : ` (${ready.reason})`;
  return probed
    ? `is not ready${reason}, see the readiness probe of container ${probed.name}`
    : `is not ready${reason}`;
}

function probePath({ object }: Manifest<Pod>): (string | number)[] | undefined {
  const index = object.spec.containers.findIndex(({ readinessProbe }) => readinessProbe);
  return index < 0 ? undefined : ['spec', 'containers', index, 'readinessProbe'];
}

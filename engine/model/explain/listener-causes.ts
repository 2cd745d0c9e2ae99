import type { Answer } from '../../flow/index.ts';
import type { Cause } from './cause.ts';
import { endingAt } from '../path/ending.ts';
import type { Spot } from '../path/spot.ts';
import type { View } from '../path/view.ts';
import type { NetworkPod } from '../network/pod.ts';
import { phaseOf } from '../network/pod.ts';
import type { Subject } from './subject.ts';

/** Endpoints that were chosen, but where nobody answers. */
export function listenerCauses(subject: Subject, answer: Answer): Cause[] {
  const { view, spot, match } = subject;
  if (!spot) return [];
  const places: readonly { readonly ip: string; readonly port: number }[] =
    answer.backends.length > 0
      ? answer.backends
      : match
        ? match.rules.endpoints.all
        : spot.owner?.kind === 'pod'
          ? [{ ip: spot.address, port: spot.port }]
          : [];
  const causes = places.flatMap(({ ip, port }) => {
    const ending = endingAt(view, { from: undefined, address: ip, port, protocol: spot.protocol });
    if (ending.result === 'reached') return [];
    return [
      ending.pod && ending.result === 'refused'
        ? deaf(view, spot, ending.pod, port)
        : { text: `${ip}: ${ending.why}` },
    ];
  });
  return causes.slice(0, 3);
}

function deaf(view: View, { protocol }: Spot, pod: NetworkPod, port: number): Cause {
  const ports = [...view.listeners.portsOf(pod)].sort();
  const others = ports.length === 0 ? 'it listens on nothing' : `it listens on ${ports.join(', ')}`;
  const text = pod.runs
    ? `nobody in pod ${pod.key} listens on ${port}/${protocol}: ${others}`
    : `pod ${pod.key} does not run yet: phase ${phaseOf(pod)}`;
  return { text, place: pod.manifest.placeOf(['spec', 'containers', 0, 'ports']) };
}

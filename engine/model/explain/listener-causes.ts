import type { Answer } from '../../flow/index.ts';
import type { Cause } from './cause.ts';
import { endingAt } from '../path/ending.ts';
import type { NetworkPod } from '../network/pod.ts';
import { phaseOf } from '../network/pod.ts';
import type { Subject } from './subject.ts';

/** Endpoints that were chosen, but where nobody answers. */
export function listenerCauses(subject: Subject, answer: Answer): Cause[] {
  const { view, spot, match } = subject;
  if (!spot) return [];
  const barred = answer.backends.filter(({ result }) => result !== undefined && result !== 'reached');
  const places =
    barred.length > 0
      ? barred.map(({ ip, port }) => ({ ip, port }))
      : match
        ? match.rules.endpoints.all.map(({ ip, port }) => ({ ip, port }))
        : spot.owner?.kind === 'pod'
          ? [{ ip: spot.address, port: spot.port }]
          : [];
  const causes = places.flatMap(({ ip, port }) => {
    const ending = endingAt(view, { from: undefined, address: ip, port, protocol: spot.protocol });
    if (ending.result === 'reached') return [];
    return [
      ending.pod && ending.result === 'refused'
        ? deaf(subject, ending.pod, port)
        : { text: `${ip}: ${ending.why}` },
    ];
  });
  return causes.slice(0, 3);
}

function deaf({ view, spot }: Subject, pod: NetworkPod, port: number): Cause {
  const ports = [...view.listeners.portsOf(pod)].sort();
  const others = ports.length === 0 ? 'it listens on nothing' : `it listens on ${ports.join(', ')}`;
  const text = pod.runs
    ? `nobody in pod ${pod.key} listens on ${port}/${spot?.protocol ?? 'TCP'}: ${others}`
    : `pod ${pod.key} does not run yet: phase ${phaseOf(pod)}`;
  const own =
    pod.manifest.placeOf(['spec', 'containers', 0, 'ports']) ?? pod.manifest.placeOf(['metadata', 'name']);
  return { text, place: own };
}

import type { Pod } from '../../../kube/index.ts';
import { proberIn } from '../probe/prober-session.ts';
import type { Plan } from '../programs/protocol.ts';
import { declaredPorts, targetedPorts } from '../rewrite/listening-plan.ts';
import type { Snapshot } from '../settle/snapshot.ts';
import { planOf } from '../settle/starts-ready.ts';
import { podKey } from '../settle/pod-state.ts';
import type { Scenario } from './scenario.ts';

type Port = Plan['ports'][number];

/**
 * A Service that comes after its pods may aim at a port that no container declares, and a slice may
 * name one for a pod that declares none. Stand-ins are told of such ports.
 */
export async function syncListeners(scenario: Scenario, snapshot: Snapshot): Promise<void> {
  const { probers, live, listening } = scenario;
  await Promise.all(
    snapshot.of('pods').map(async (pod) => {
      const listen = missingPorts(pod, snapshot, listening.get(keyOf(pod)) ?? []);
      const [container] = pod.spec.containers;
      if (listen.length === 0 || !container) return;
      const { namespace = '', name } = pod.metadata;
      const command = proberIn(live.kubectl, namespace, name, container.name);
      const obeyed = await probers.order(`pod ${podKey(pod)}`, command, { listen });
      if (typeof obeyed === 'number')
        listening.set(keyOf(pod), [...(listening.get(keyOf(pod)) ?? []), ...listen]);
    }),
  );
}

/** A pod that comes after another of its name has another uid. */
function keyOf({ metadata }: Pod): string {
  return metadata.uid ?? metadata.name;
}

/** Ports on which a running stand-in should listen and does not yet. */
export function missingPorts(pod: Pod, snapshot: Snapshot, told: readonly Port[]): readonly Port[] {
  const plans = pod.spec.containers.map((container) => planOf(container));
  if (pod.status?.phase !== 'Running' || plans.every((plan) => !plan)) return [];
  const open = new Set([...plans.flatMap((plan) => plan?.ports ?? []), ...told].map(textOf));
  const services = snapshot
    .of('services')
    .filter(({ metadata }) => metadata.namespace === pod.metadata.namespace);
  const wanted = [...targetedPorts(pod.metadata.labels ?? {}, services), ...portsInSlices(pod, snapshot)];
  return wanted.filter((port) => {
    const isNew = !open.has(textOf(port));
    open.add(textOf(port));
    return isNew;
  });
}

/** Only for a pod that declares no port at all; one on its node's network shares its address with others. */
function portsInSlices(pod: Pod, snapshot: Snapshot): readonly Port[] {
  const isBare = pod.spec.containers.every((container) => declaredPorts(container).length === 0);
  if (!isBare || pod.spec.hostNetwork === true) return [];
  const own = new Set((pod.status?.podIPs ?? []).map(({ ip }) => ip));
  return snapshot
    .of('slices')
    .filter(({ endpoints }) => endpoints?.some(({ addresses }) => addresses.some((ip) => own.has(ip))))
    .flatMap(({ ports }) =>
      (ports ?? []).flatMap(({ port, protocol = 'TCP' }) =>
        port === undefined || protocol === 'SCTP' ? [] : [{ port, protocol }],
      ),
    );
}

function textOf({ port, protocol }: Port): string {
  return `${port}/${protocol}`;
}

import { ClusterError } from '../../../errors/index.ts';
import type { Pod, Ref } from '../../../kube/index.ts';
import { resourcePath, resources } from '../kubectl/resource-paths.ts';
import { unlessMissing } from '../kubectl/api-error.ts';
import { proberIn } from '../probe/prober-session.ts';
import type { Order } from '../programs/protocol.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { settle } from '../scenario/settle.ts';

/** Longer than any scenario: a terminating pod stays so until the scenario is over. */
const longGraceSeconds = 3600;

export async function deletePod(scenario: Scenario, ref: Ref, force: boolean): Promise<void> {
  const path = resourcePath(resources.pods, scenario.world.realNamespace(ref.namespace), ref.name);
  await unlessMissing(scenario.live.api.delete(path, force ? { gracePeriodSeconds: 0 } : {}));
  forget(scenario, ref);
  await settle(scenario);
}

export async function terminatePod(scenario: Scenario, ref: Ref, serving: boolean): Promise<void> {
  const key = keyOf(scenario, ref);
  await tell(scenario, ref, { hold: true, ready: serving });
  scenario.terminating.add(key);
  scenario.readiness.set(key, serving);
  const path = resourcePath(resources.pods, scenario.world.realNamespace(ref.namespace), ref.name);
  await scenario.live.api.delete(path, { gracePeriodSeconds: longGraceSeconds });
  await settle(scenario);
}

export async function setReadiness(scenario: Scenario, ref: Ref, ready: boolean): Promise<void> {
  await tell(scenario, ref, { ready });
  scenario.readiness.set(keyOf(scenario, ref), ready);
  await settle(scenario);
}

/** Tells the stand-ins of a pod. */
export async function tell(scenario: Scenario, ref: Ref, order: Order): Promise<void> {
  const { live, world, probers } = scenario;
  const namespace = world.realNamespace(ref.namespace);
  const pod = await unlessMissing(live.api.get<Pod>(resources.pods, namespace, ref.name));
  const name = `${ref.namespace}/${ref.name}`;
  if (!pod) throw new ClusterError({ what: `there is no pod ${name} in the cluster` });
  const command = proberIn(live.kubectl, namespace, ref.name, pod.spec.containers[0]?.name ?? '');
  const obeyed = await probers.order(`pod ${namespace}/${ref.name}`, command, order);
  if (typeof obeyed === 'number' && obeyed > 0) return;
  throw new ClusterError({
    what: `pod ${name} takes no orders, so its readiness can't be set`,
    found: typeof obeyed === 'number' ? 'no stand-in runs in it' : obeyed.silence,
    hint: 'leave out `images: keep`, so that stand-ins take the place of its containers',
  });
}

function keyOf({ world }: Scenario, ref: Ref): string {
  return `${world.realNamespace(ref.namespace)}/${ref.name}`;
}

/** A StatefulSet's next pod has the name of the last one, and not its state. */
function forget(scenario: Scenario, ref: Ref): void {
  scenario.readiness.delete(keyOf(scenario, ref));
  scenario.terminating.delete(keyOf(scenario, ref));
}

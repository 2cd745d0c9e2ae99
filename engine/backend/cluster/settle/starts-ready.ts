import type { Pod } from '../../../kube/index.ts';
import type { Plan } from '../programs/protocol.ts';
import type { LooseContainer, LooseEnv } from '../rewrite/loose.ts';
import { alwaysFails } from '../rewrite/probe-file.ts';

/** Whether a pod gets ready by itself, as its stand-ins were told. */
export function startsReady(pod: Pod): boolean {
  if ((pod.spec.readinessGates ?? []).length > 0) return false;
  const plans = pod.spec.containers.map((container) => planOf(container));
  const open = new Set(
    plans.flatMap((plan) => plan?.ports.map(({ port, protocol }) => `${port}/${protocol}`) ?? []),
  );
  return pod.spec.containers.every((container, index) => {
    const plan = plans[index];
    if (!plan) return true;
    const { exec, httpGet } = container.readinessProbe ?? {};
    if (exec?.command && alwaysFails(exec.command)) return false;
    if (httpGet) {
      const port =
        typeof httpGet.port === 'number'
          ? httpGet.port
          : container.ports?.find(({ name }) => name === httpGet.port)?.containerPort;
      if (port !== plan.controlPort && !open.has(`${port ?? 0}/TCP`)) return false;
    }
    return plan.startsReady ?? true;
  });
}

/** What the stand-in in a container was told; nothing for a container of the scenario's own. */
export function planOf(container: LooseContainer): Plan | undefined {
  const env = (container.env ?? []) as readonly LooseEnv[];
  const text = env.find(({ name }) => name === 'REACHFORM_PLAN')?.value;
  return text === undefined ? undefined : (JSON.parse(text) as Plan);
}

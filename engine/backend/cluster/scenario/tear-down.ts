import { resourcePath, resources } from '../kubectl/resource-paths.ts';
import { unlessMissing } from '../kubectl/api-error.ts';
import { takeSnapshot } from '../settle/snapshot.ts';
import type { Scenario } from './scenario.ts';

/**
 * Repairs what was broken, last first, then removes the scenario's namespaces. Services go at once,
 * so that their addresses and node ports are free for the next scenario; the rest follows by itself.
 * Never throws: what could not be done is returned as text.
 */
export async function tearDown(scenario: Scenario): Promise<readonly string[]> {
  const left: string[] = [];
  const attempt = async (what: string, run: () => Promise<unknown>): Promise<void> => {
    try {
      await run();
    } catch (error) {
      left.push(`${what}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
    }
  };
  await scenario.untilMade();
  for (const undo of scenario.undo.splice(0).reverse()) await attempt(undo.what, () => undo.run());
  await attempt('close the probers', () => scenario.probers.close());
  const namespaces = [...scenario.made].reverse();
  scenario.made.clear();
  await Promise.all(
    namespaces.map((namespace) =>
      attempt(`namespace ${namespace}`, () => removeNamespace(scenario, namespace)),
    ),
  );
  return left;
}

async function removeNamespace({ live }: Scenario, namespace: string): Promise<void> {
  const { api } = live;
  const snapshot = await takeSnapshot(api, [namespace], ['services']);
  await Promise.all(
    snapshot
      .of('services')
      .map(({ metadata }) =>
        unlessMissing(api.delete(resourcePath(resources.services, namespace, metadata.name))),
      ),
  );
  await unlessMissing(api.delete(resourcePath(resources.namespaces, undefined, namespace)));
  // Nobody waits for the grace periods of stand-ins.
  await api.delete(resourcePath(resources.pods, namespace), { gracePeriodSeconds: 0 });
}

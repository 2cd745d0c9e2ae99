import { labels } from '../live-cluster.ts';
import type { Api } from '../kubectl/api.ts';
import { unlessMissing } from '../kubectl/api-error.ts';
import { resourcePath, resources } from '../kubectl/resource-paths.ts';
import { isAlive, processAnnotation } from '../tools/process-mark.ts';

export interface SweepOptions {
  /** Also what runs left that are still going on. */
  readonly running: boolean;
}

/** Removes the namespaces that crashed runs left behind, and what is in them; returns their names. */
export async function sweepNamespaces(api: Api, options: SweepOptions): Promise<readonly string[]> {
  const found = await api.list(resources.namespaces, undefined, labels.run);
  const left = found.filter(
    ({ metadata }) => options.running || !isAlive(metadata.annotations?.[processAnnotation]),
  );
  await Promise.all(
    left.map(async ({ metadata: { name } }) => {
      await unlessMissing(api.delete(resourcePath(resources.namespaces, undefined, name)));
      // Pods that are held in their grace period would hold the namespace for as long.
      await unlessMissing(api.delete(resourcePath(resources.pods, name), { gracePeriodSeconds: 0 }));
    }),
  );
  return left.map(({ metadata }) => metadata.name).sort();
}

import type { Manifest, Workload } from '../../kube/index.ts';
import type { State } from '../state.ts';
import { memoryOf } from './edit.ts';
import { keyOf } from './owner.ts';
import { canonicalTemplate, hashOfTemplate } from './template-hash.ts';

export const revisionLabel = 'controller-revision-hash';

/** The name of a workload's present template: as recorded while the template is that one, else made from its hash. */
export function revisionOf(
  state: State,
  workload: Manifest<Workload>,
  nameOf: (hash: string) => string = (hash) => hash,
): string {
  const { template } = workload.object.spec;
  const recorded = memoryOf(state).revisions.get(keyOf(workload.object));
  if (recorded && recorded.template === canonicalTemplate(template)) return recorded.name;
  return nameOf(hashOfTemplate(template));
}

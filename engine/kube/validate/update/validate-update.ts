import type { Fault } from '../../structure/check-structure.ts';
import type { Endpoints, EndpointSlice } from '../../types/endpoints.ts';
import type { KubeObject } from '../../types/meta.ts';
import type { Node } from '../../types/node.ts';
import type { Pod } from '../../types/pod.ts';
import type { Job, StatefulSet } from '../../types/workload.ts';
import { Judge } from '../judge.ts';
import { validateObject } from '../validate-object.ts';
import { same, validateImmutable } from './immutable.ts';
import { validateJobUpdate } from './job-update.ts';
import { validateNodeUpdate } from './node-update.ts';
import { validatePodUpdate } from './pod-update.ts';
import { validateStatefulSetUpdate } from './stateful-set-update.ts';

/**
 * The API server's rules for an object that replaces a stored one, both with defaults filled in: those for a new one,
 * and what may not change. Services have rules of their own (`validateServiceUpdate`).
 */
export function validateUpdate(next: KubeObject, old: KubeObject): readonly Fault[] {
  const judge = new Judge();
  validateImmutable(judge, next, old);
  switch (next.kind) {
    case 'Pod':
      validatePodUpdate(judge, next as Pod, old as Pod);
      break;
    case 'Node':
      validateNodeUpdate(judge, next as Node, old as Node);
      break;
    case 'StatefulSet':
      validateStatefulSetUpdate(judge, next as StatefulSet, old as StatefulSet);
      break;
    case 'Job':
      validateJobUpdate(judge, next as Job, old as Job);
  }
  const kept = (fault: Fault): boolean => unchanged(next, old).has(String(fault.path[0]));
  return [...judge.faults, ...validateObject(next, false).filter((fault) => !kept(fault))];
}

/** Older releases took addresses that later ones refuse: a list of them that stays as it is may stay. */
function unchanged(next: KubeObject, old: KubeObject): ReadonlySet<string> {
  if (next.kind === 'Endpoints' && same((next as Endpoints).subsets, (old as Endpoints).subsets)) {
    return new Set(['subsets']);
  }
  const isSlice = next.kind === 'EndpointSlice';
  if (isSlice && same((next as EndpointSlice).endpoints, (old as EndpointSlice).endpoints)) {
    return new Set(['endpoints']);
  }
  return new Set();
}

import { UserError } from '../../errors/index.ts';
import { formatRef, manifestOf, type Ref, type Workload } from '../../kube/index.ts';
import { write } from '../controllers/edit.ts';
import type { State } from '../state.ts';
import { findObject } from './find-object.ts';

const scalable = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];

/**
 * A workload with another number of replicas.
 *
 * @throws UserError for kinds that have none and for numbers that are none
 */
export function scale(state: State, ref: Ref, replicas: number): State {
  if (!scalable.includes(ref.kind)) {
    throw new UserError({
      what: `${formatRef(ref)} can't be scaled`,
      expected: `one of ${scalable.join(', ')}`,
    });
  }
  if (!Number.isInteger(replicas) || replicas < 0) {
    throw new UserError({ what: `${formatRef(ref)} can't have ${replicas} replicas`, expected: '0 or more' });
  }
  const workload = findObject(state, ref);
  const object = workload.object as Workload;
  return write(state, {
    put: [manifestOf({ ...object, spec: { ...object.spec, replicas } } as Workload, workload)],
  });
}

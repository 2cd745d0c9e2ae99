import { manifestOf, type Ref } from '../../kube/index.ts';
import { write } from '../controllers/edit.ts';
import { withNodes } from '../controllers/node-health.ts';
import type { State } from '../state.ts';
import { findObject } from './find-object.ts';

/** An object with labels set and, where `null`, taken away. */
export function setLabels(state: State, ref: Ref, changed: Readonly<Record<string, string | null>>): State {
  const target = findObject(state, ref);
  const labels: Record<string, string> = { ...target.object.metadata.labels };
  for (const [key, value] of Object.entries(changed)) {
    if (value === null) delete labels[key];
    else labels[key] = value;
  }
  const object = { ...target.object, metadata: { ...target.object.metadata, labels } };
  return withNodes(write(state, { put: [manifestOf(object, target)] }));
}

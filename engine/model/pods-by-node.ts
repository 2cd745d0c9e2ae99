import type { Pod } from '../kube/index.ts';
import { ObjectIndex } from './tables/object-index.ts';

/** Pods by the node that they were given to. */
export const podsByNode = new ObjectIndex<Pod>('Pod', ({ object }) => object.spec.nodeName || []);

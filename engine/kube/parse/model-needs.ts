import type { Fault } from '../structure/check-structure.ts';
import type { EndpointSlice } from '../types/endpoints.ts';
import type { KubeObject } from '../types/meta.ts';
import { Judge } from '../validate/judge.ts';

/** What an API server takes and the model can't follow: slices may lead to ports that are none. */
export function modelNeeds(object: KubeObject): readonly Fault[] {
  if (object.kind !== 'EndpointSlice') return [];
  const judge = new Judge();
  (object as EndpointSlice).ports?.forEach(({ port }, i) => {
    if (port !== undefined) judge.port(['ports', i, 'port'], port);
  });
  return judge.faults;
}

import { closest } from '../../errors/index.ts';
import type { Client } from '../../flow/index.ts';
import { manifestOf, type Pod } from '../../kube/index.ts';
import { applyChange, findPod, type State } from '../../model/index.ts';

/**
 * The state with the pod that a question starts from. A pod that nobody declared is taken to be a
 * plain one, made for the question, unless its name looks like a mistyped other.
 */
export function withClient(state: State, client: Client): { state: State; note?: string } {
  if (!('pod' in client)) return { state };
  const [namespace = '', name = ''] = client.pod.split('/');
  if (findPod(state, namespace, name)) return { state };
  const others = state.objects.list('Pod', namespace).map(({ object }) => object.metadata.name);
  if (closest(name, others) !== undefined) return { state };
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
    spec: { containers: [{ name: 'client', image: 'client' }] },
  };
  return {
    state: applyChange(state, { kind: 'apply', manifests: [manifestOf(pod)] }),
    note: `note: no manifest has pod ${namespace}/${name}: it is taken to be a plain pod, made for this question`,
  };
}

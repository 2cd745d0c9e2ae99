import { UserError } from '../../errors/index.ts';
import type { Client } from '../../flow/index.ts';
import { manifestOf, type Pod } from '../../kube/index.ts';
import { applyChange, findPod, type State } from '../../model/index.ts';

/**
 * The state with the pod that a question starts from. A pod that nobody declared is taken to be a
 * plain one, made for the question, unless its name looks like a mistyped other.
 */
export function withClient(state: State, client: Client): { readonly state: State; readonly note?: string } {
  if (!('pod' in client)) return { state };
  const [namespace = '', name = ''] = client.pod.split('/');
  if (exists(state, namespace, name)) return { state };
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

/** False for a name that nothing comes near. */
function exists(state: State, namespace: string, name: string): boolean {
  try {
    return findPod(state, namespace, name) !== undefined;
  } catch (error) {
    const isTypo = error instanceof UserError && error.problems.some(({ hint }) => hint !== undefined);
    if (isTypo || !(error instanceof UserError)) throw error;
    return false;
  }
}

import { UserError } from '../../errors/index.ts';
import type { Ref } from '../../kube/index.ts';
import { deletePods } from '../controllers/delete-pods.ts';
import { dnsLabels } from '../controllers/dns-health.ts';
import { write } from '../controllers/edit.ts';
import { podsMatching } from '../controllers/pod-index.ts';
import type { State } from '../state.ts';
import { scale } from './scale.ts';

const coreDns: Ref = { kind: 'Deployment', namespace: 'kube-system', name: 'coredns' };

/**
 * The cluster's DNS servers with another number of pods.
 *
 * @throws UserError where more are asked for and nothing is there that would make them
 */
export function scaleDns(state: State, replicas: number): State {
  if (state.objects.get(coreDns.kind, coreDns.namespace, coreDns.name))
    return scale(state, coreDns, replicas);
  const servers = podsMatching(state.objects, 'kube-system', dnsLabels);
  if (replicas > servers.length) {
    throw new UserError({ what: `DNS can't be scaled to ${replicas}: no Deployment kube-system/coredns` });
  }
  return write(state, deletePods(state, servers.slice(replicas)));
}

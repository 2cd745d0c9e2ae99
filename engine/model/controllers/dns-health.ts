import type { Pod } from '../../kube/index.ts';
import type { State } from '../state.ts';
import { isReady, isTerminating } from './pod-conditions.ts';
import { podsMatching } from './pod-index.ts';

export const dnsLabels = { 'k8s-app': 'kube-dns' };

/** DNS is down while no ready server runs on a node that can be reached. */
export function followDns(state: State): State {
  const { stoppedNodes, cutOffNodes } = state.faults;
  const serves = (pod: Pod): boolean => {
    const node = pod.spec.nodeName ?? '';
    return isReady(pod) && !isTerminating(pod) && !stoppedNodes.has(node) && !cutOffNodes.has(node);
  };
  const servers = podsMatching(state.objects, 'kube-system', dnsLabels);
  const dnsDown = !servers.some(({ object }) => serves(object));
  return dnsDown === state.faults.dnsDown ? state : { ...state, faults: { ...state.faults, dnsDown } };
}

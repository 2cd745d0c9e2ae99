import { LazyStep, type Step } from '../../flow/index.ts';
import { matchesSelector, type KubeObject, type LabelSelector, type Manifest } from '../../kube/index.ts';
import type { NetworkPod } from '../network/pod.ts';
import type { Caller } from './caller.ts';
import { unknown, type Outcome } from './outcome.ts';
import type { View } from './view.ts';

/** What of a NetworkPolicy says whom it isolates (networking.k8s.io/v1); its rules are for the pod network. */
export interface NetworkPolicy extends KubeObject {
  readonly kind: 'NetworkPolicy';
  readonly spec?: {
    readonly podSelector?: LabelSelector;
    readonly policyTypes?: readonly string[];
    readonly egress?: readonly unknown[];
  };
}

type Direction = 'Ingress' | 'Egress';

/**
 * What a flow that would arrive comes to where NetworkPolicies isolate its client or its pods: some pod networks
 * enforce them and others don't, and the model does not judge their rules, so nobody can say.
 */
export function underPolicies(view: View, caller: Caller, outcome: Outcome, trace: Step[]): Outcome {
  if (outcome.result === 'timeout' || outcome.result === 'unknown' || outcome.result === 'no-name')
    return outcome;
  const found = isolating(view, caller.pod, 'Egress') ?? isolatingBackends(view, caller, outcome);
  if (!found) return outcome;
  const { policy, pod, direction } = found;
  const { namespace = 'default', name } = policy.object.metadata;
  const reason = `NetworkPolicy ${namespace}/${name} isolates pod ${pod.key} (${direction}), and the model does not judge what it lets through`;
  trace.push(
    new LazyStep(
      'routing',
      () => reason,
      () => policy.placeOf(['spec', 'podSelector']),
    ),
  );
  return unknown(reason);
}

interface Isolation {
  readonly policy: Manifest<NetworkPolicy>;
  readonly pod: NetworkPod;
  readonly direction: Direction;
}

/** Of pods that are reached, or that would refuse it: what a policy keeps from them gets no answer. */
function isolatingBackends(
  view: View,
  caller: Caller,
  { backends, refusedBy = [] }: Outcome,
): Isolation | undefined {
  for (const pod of [...backends.map((backend) => backend.pod), ...refusedBy]) {
    if (pod === undefined || pod === caller.pod?.key) continue;
    const found = isolating(view, view.network.pod(pod), 'Ingress');
    if (found) return found;
  }
  return undefined;
}

/** The first policy that isolates a pod. Pods with hostNetwork are their node, and no policy is for nodes. */
function isolating(view: View, pod: NetworkPod | undefined, direction: Direction): Isolation | undefined {
  if (!pod || pod.hostNetwork) return undefined;
  const { labels } = pod.manifest.object.metadata;
  const policy = view.policies.find(({ object: { metadata, spec = {} } }) => {
    const isHere = (metadata.namespace ?? 'default') === pod.namespace;
    return (
      isHere && directionsOf(spec).includes(direction) && matchesSelector(spec.podSelector ?? {}, labels)
    );
  });
  return policy && { policy, pod, direction };
}

/** Where a policy does not say: ingress always, egress if it has rules for it (`SetDefaults_NetworkPolicy`). */
function directionsOf({ policyTypes, egress }: NonNullable<NetworkPolicy['spec']>): readonly string[] {
  return policyTypes ?? ['Ingress', ...(egress === undefined ? [] : ['Egress'])];
}

import type { Version } from '../cluster.ts';
import { isAtLeast } from '../version.ts';
import type { Behaviour } from './behaviour.ts';

/** Which value of a Service's annotation makes a proxy obey the hints of its slices. */
export type HintAnnotation = 'auto' | 'auto or Auto' | 'unless disabled';

const flag = (means: string, evidence: string, since: string, words: string): Behaviour<boolean> => ({
  means,
  evidence,
  rows: [
    { since: '1.0', value: false, words: 'no' },
    { since, value: true, words },
  ],
});

/** What changed with a release without a gate: a row each, the value from its release on. */
export const behaviours = {
  endpointsManagedBy: flag(
    'Endpoints say who manages them',
    'KEP-4974',
    '1.33',
    'label endpoints.kubernetes.io/managed-by',
  ),
  endpointsDeprecated: flag('Endpoints are deprecated', 'KEP-4974', '1.33', 'yes, with a warning'),
  endpointRegion: {
    means: 'labels of its node that an endpoint carries',
    evidence: 'EndpointSlice.endpoints.deprecatedTopology',
    rows: [
      { since: '1.0', value: true, words: 'host name, zone and region' },
      { since: '1.21', value: false, words: 'host name and zone' },
    ],
  } as Behaviour<boolean>,
  externalIPsHidePods: flag(
    'a pod that dials an external IP is hidden like everybody else',
    'KUBE-EXT chains of pkg/proxy/iptables/proxier.go',
    '1.24',
    'yes, unless the policy is Local',
  ),
  externalIPsObeyPolicy: flag(
    'externalTrafficPolicy holds for external IPs of a Service of type ClusterIP',
    'ExternallyAccessible of pkg/api/v1/service; kubernetes issue 69811',
    '1.29',
    'yes; before, it means nothing for this type',
  ),
  hintAnnotation: {
    means: 'the annotation that makes a proxy obey hints, where trafficDistribution is off',
    evidence: 'KEP-2433',
    rows: [
      { since: '1.21', value: 'auto', words: 'topology-aware-hints: auto' },
      { since: '1.23', value: 'auto or Auto', words: 'topology-aware-hints: auto or Auto' },
      { since: '1.27', value: 'unless disabled', words: 'topology-mode: anything but disabled' },
    ],
  } as Behaviour<HintAnnotation>,
  kernelSchedulers: flag(
    'ipvs.scheduler may be any that the kernel has',
    'kubernetes PR 114669',
    '1.27',
    'yes; before, it is one of a list without mh',
  ),
  livez: flag('kube-proxy answers on /livez', 'KEP-3836', '1.28', 'yes'),
  missingIPVS: {
    means: 'kube-proxy in mode ipvs on a node without IPVS',
    evidence: 'kubernetes PR 111806',
    rows: [
      { since: '1.0', value: 'takes iptables', words: 'works as in mode iptables' },
      { since: '1.26', value: 'ends', words: 'ends' },
    ],
  } as Behaviour<'takes iptables' | 'ends'>,
  nodeMonitorGraceSeconds: {
    means: 'how long a silent node counts as alive',
    evidence: 'kube-controller-manager --node-monitor-grace-period',
    rows: [
      { since: '1.0', value: 40, words: '40 s' },
      { since: '1.32', value: 50, words: '50 s' },
    ],
  } as Behaviour<number>,
  policiesApart: flag(
    'internalTrafficPolicy and externalTrafficPolicy each decide for their own traffic',
    'TestInternalTrafficPolicy, TestExternalTrafficPolicyLocal',
    '1.24',
    'yes: a node without endpoints drops, and endpoints that terminate stand in under each',
  ),
  primaryNodePortAddresses: flag('nodePortAddresses may be the word primary', 'KEP-3866', '1.31', 'yes'),
  sidecarPorts: flag('a target port may be named by a sidecar', 'KEP-753', '1.33', 'yes'),
} as const satisfies Readonly<Record<string, Behaviour<unknown>>>;

export type BehaviourName = keyof typeof behaviours;

type Value<N extends BehaviourName> = (typeof behaviours)[N] extends Behaviour<infer T> ? T : never;

/** What holds in a release. */
export function behaviour<N extends BehaviourName>(name: N, version: Version): Value<N> {
  const { rows }: Behaviour<unknown> = behaviours[name];
  const row = rows.findLast(({ since }) => isAtLeast(version, since)) ?? rows[0];
  return row?.value as Value<N>;
}

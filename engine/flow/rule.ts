/**
 * The rules a packet can meet, in the order it meets them, and what upstream says of each: a KEP, an API field, a
 * test, a specification. Each names a file of the model that decides it.
 */
export const ruleEvidence = {
  client: 'TestInternalExternalMasquerade; e2e "Networking Granular Checks"',
  name: 'DNS-Based Service Discovery 1.1.0; pod.spec.dnsPolicy; e2e "DNS"',
  destination:
    'service.spec.ports, clusterIPs, externalIPs, status.loadBalancer; TestClusterIPGeneral, TestNodePorts',
  'source-ranges': 'service.spec.loadBalancerSourceRanges; TestLoadBalancer',
  'usable-endpoints': 'KEP-1669, KEP-2086, KEP-2433, KEP-3015, KEP-4444; TestCategorizeEndpoints',
  reject: 'TestNoEndpointsReject',
  drop: 'TestInternalTrafficPolicy, TestExternalTrafficPolicyLocal',
  affinity: 'service.spec.sessionAffinity; TestSessionAffinity',
  choice: 'TestComputeProbability; nft numgen; ipvs.scheduler',
  'source-address': 'TestInternalExternalMasquerade; TestMasqueradeAll; kindnet ip-masq',
  listener: 'pod.spec.containers.ports; e2e "Networking Granular Checks"',
  routing: 'KEP-3866; node.spec.podCIDRs; ip-masq of the pod network',
} as const;

export type Rule = keyof typeof ruleEvidence;

export const rules = Object.keys(ruleEvidence) as readonly Rule[];

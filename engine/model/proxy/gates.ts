import { isAtLeast, type StringMap, type Version } from '../../kube/index.ts';

/** Features of a release that decide flows. */
export interface Gates {
  /** Endpoints that terminate but still serve are used when nothing else is left (KEP-1669). */
  readonly terminatingEndpoints: boolean;
  /** spec.internalTrafficPolicy is obeyed (KEP-2086). */
  readonly internalTrafficPolicy: boolean;
  /** Zone hints of slices are obeyed for a Service with these annotations (KEP-2433, KEP-4444). */
  readonly zoneHints: (annotations: StringMap) => boolean;
  /** Node hints of slices are obeyed (KEP-3015). */
  readonly nodeHints: boolean;
  /** A load balancer address with ipMode Proxy is left alone (KEP-1860). */
  readonly ipMode: boolean;
  /** Proxies watch ServiceCIDR objects, so they know which addresses are Service addresses (KEP-1880). */
  readonly serviceCIDRs: boolean;
}

/** From which release on a feature is on by default. */
const since = {
  terminatingEndpoints: '1.26',
  internalTrafficPolicy: '1.22',
  nodeHints: '1.34',
  ipMode: '1.30',
  serviceCIDRs: '1.33',
} as const;

const oldHints = 'service.kubernetes.io/topology-aware-hints';
const hintsMode = 'service.kubernetes.io/topology-mode';

/** What the annotation must say for hints to be obeyed, newest release first. */
const zoneHintsSince: readonly (readonly [string, (annotations: StringMap) => boolean])[] = [
  ['1.31', () => true],
  [
    '1.27',
    (annotations) =>
      !['', 'disabled', 'Disabled'].includes(annotations[hintsMode] ?? annotations[oldHints] ?? ''),
  ],
  ['1.24', (annotations) => ['auto', 'Auto'].includes(annotations[oldHints] ?? '')],
  ['1.0', () => false],
];

export function gatesOf(version: Version): Gates {
  const on = (feature: keyof typeof since): boolean => isAtLeast(version, since[feature]);
  return {
    terminatingEndpoints: on('terminatingEndpoints'),
    internalTrafficPolicy: on('internalTrafficPolicy'),
    zoneHints: zoneHintsSince.find(([release]) => isAtLeast(version, release))?.[1] ?? (() => false),
    nodeHints: on('nodeHints'),
    ipMode: on('ipMode'),
    serviceCIDRs: on('serviceCIDRs'),
  };
}

import * as fc from 'fast-check';
import { UserError } from '../errors/index.ts';
import type { Change } from '../flow/index.ts';
import {
  defaultCluster,
  manifestOf,
  refOf,
  type Cluster,
  type KubeObject,
  type Manifest,
} from '../kube/index.ts';
import { applyChange } from './apply-change.ts';
import { makeState } from './make-state.ts';
import type { State } from './state.ts';

/** What may be declared in a cluster and happen to it, for laws. */

export const names = ['web', 'api', 'db', 'job'] as const;
export const namespaces = ['default', 'shop'] as const;
export const nodes = ['control-plane', 'worker', 'worker2', 'worker3'] as const;

const probe = fc.constantFrom(
  {},
  { readinessProbe: { exec: { command: ['false'] } } },
  { readinessProbe: { exec: { command: ['ls', '/var/ready'] } } },
);
const podSpec = fc
  .record({
    probe,
    port: fc.constantFrom(80, 8080),
    hostPort: fc.constantFrom(undefined, undefined, 9000),
    nodeSelector: fc.constantFrom(
      undefined,
      undefined,
      { 'kubernetes.io/hostname': 'worker' },
      { no: 'where' },
    ),
    hostNetwork: fc.constantFrom(undefined, undefined, undefined, true),
    tolerations: fc.constantFrom(undefined, [{ operator: 'Exists' as const }]),
  })
  .map(({ probe, port, hostPort, nodeSelector, hostNetwork, tolerations }) => ({
    ...(nodeSelector && { nodeSelector }),
    ...(hostNetwork && { hostNetwork }),
    ...(tolerations && { tolerations }),
    containers: [
      {
        name: 'a',
        image: 'x',
        ...probe,
        ports: [{ name: 'http', containerPort: port, ...(hostPort && { hostPort }) }],
      },
    ],
  }));

const workload = fc
  .record({
    kind: fc.constantFrom('Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'),
    name: fc.constantFrom(...names),
    namespace: fc.constantFrom(...namespaces),
    replicas: fc.nat(5),
    spec: podSpec,
  })
  .map(({ kind, name, namespace, replicas, spec }) => {
    const labels = { app: name, kind };
    return object({
      apiVersion: 'apps/v1',
      kind,
      metadata: { name, namespace },
      spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    });
  });

const service = fc
  .record({
    name: fc.constantFrom(...names),
    namespace: fc.constantFrom(...namespaces),
    type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
    app: fc.constantFrom(...names),
    headless: fc.boolean(),
    targetPort: fc.constantFrom('http', 80, 'nothing'),
    publishNotReadyAddresses: fc.boolean(),
  })
  .map(({ name, namespace, app, headless, targetPort, publishNotReadyAddresses, ...rest }) =>
    object({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: {
        type: headless ? 'ClusterIP' : rest.type,
        ...(headless && { clusterIP: 'None' }),
        selector: { app },
        publishNotReadyAddresses,
        ports: [{ port: 80, targetPort }],
      },
    }),
  );

const pod = fc
  .record({ name: fc.constantFrom(...names), namespace: fc.constantFrom(...namespaces), spec: podSpec })
  .map(({ name, namespace, spec }) =>
    object({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels: { app: name } }, spec }),
  );

export const manifests = fc.uniqueArray(fc.oneof(workload, service, pod), {
  maxLength: 12,
  selector: ({ object }) => JSON.stringify(refOf(object)),
});

const families = fc.constantFrom(['IPv4'] as const, ['IPv6'] as const, ['IPv4', 'IPv6'] as const);
export const cluster = families.map((ipFamilies): Cluster => defaultCluster(3, { ipFamilies }));

export const change: fc.Arbitrary<Change> = fc.oneof(
  manifests.map((some) => ({ kind: 'apply' as const, manifests: some })),
  fc.record({
    kind: fc.constant('scale' as const),
    object: fc.record({
      kind: fc.constantFrom('Deployment', 'StatefulSet'),
      namespace: fc.constantFrom(...namespaces),
      name: fc.constantFrom(...names),
    }),
    replicas: fc.nat(5),
  }),
  fc.record({ kind: fc.constant('delete-pod' as const), pod: aliasOf() }),
  fc.record({ kind: fc.constant('terminate-pod' as const), pod: aliasOf(), serving: fc.boolean() }),
  fc.record({ kind: fc.constant('readiness' as const), pod: aliasOf(), ready: fc.boolean() }),
  fc.record({
    kind: fc.constant('label' as const),
    object: aliasOf(),
    labels: fc.constantFrom({ app: 'other' }, { app: null }, { extra: 'x' }),
  }),
  fc.record({
    kind: fc.constantFrom(
      'stop-node' as const,
      'start-node' as const,
      'cut-off-node' as const,
      'reconnect-node' as const,
    ),
    node: fc.constantFrom(...nodes),
  }),
  fc.record({ kind: fc.constant('pass-time' as const), seconds: fc.constantFrom(10, 60, 400) }),
);

function aliasOf(): fc.Arbitrary<{ kind: 'Pod'; namespace: string; name: string }> {
  return fc.record({
    kind: fc.constant('Pod' as const),
    namespace: fc.constantFrom(...namespaces),
    name: fc.record({ name: fc.constantFrom(...names), n: fc.nat(4) }).map(({ name, n }) => `${name}-${n}`),
  });
}

export function object(value: object): Manifest {
  return manifestOf(value as KubeObject);
}

/** The state after a change, the same one where the change is a mistake. */
export function tryChange(state: State, one: Change): State {
  try {
    return applyChange(state, one);
  } catch (error) {
    if (error instanceof UserError) return state;
    throw error;
  }
}

export const history = fc.tuple(cluster, manifests, fc.array(change, { maxLength: 8 }));

export function play([where, declared, changes]: readonly [
  Cluster,
  readonly Manifest[],
  readonly Change[],
]): State {
  return changes.reduce(tryChange, makeState(where, declared));
}

export function print(state: State): Readonly<Record<string, readonly KubeObject[]>> {
  const kinds = state.objects.kinds().filter((kind) => state.objects.list(kind).length > 0);
  return Object.fromEntries(
    kinds.map((kind) => [kind, state.objects.list(kind).map(({ object }) => object)]),
  );
}

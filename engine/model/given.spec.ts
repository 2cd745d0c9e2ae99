import assert from 'node:assert/strict';
import type { Change } from '../flow/index.ts';
import {
  defaultCluster,
  manifestOf,
  parseManifests,
  withVersion,
  type Cluster,
  type Endpoints,
  type EndpointSlice,
  type Manifest,
  type Pod,
  type Service,
} from '../kube/index.ts';
import { applyChange } from './apply-change.ts';
import { makeState } from './make-state.ts';
import type { State } from './state.ts';

/** What tests of the controllers half share: states out of YAML, and short views of them. */

export function manifestsOf(yaml: string): readonly Manifest[] {
  const { manifests, problems } = parseManifests(yaml, 'test.yaml');
  assert.deepEqual(
    problems.map(({ what }) => what),
    [],
  );
  return manifests;
}

/** A kind cluster of one control plane and two workers, unless another is given. */
export function given(yaml: string, cluster: Cluster = defaultCluster()): State {
  return makeState(cluster, manifestsOf(yaml));
}

/** The state after changes, one after another. */
export function after(state: State, ...changes: readonly Change[]): State {
  return changes.reduce(applyChange, state);
}

export function apply(yaml: string): Change {
  return { kind: 'apply', manifests: manifestsOf(yaml) };
}

export function podRef(
  name: string,
  namespace = 'default',
): { kind: 'Pod'; namespace: string; name: string } {
  return { kind: 'Pod', namespace, name };
}

/** The pods of a namespace. */
export function podsOf(state: State, namespace = 'default'): readonly Pod[] {
  return state.objects.list<Pod>('Pod', namespace).map(({ object }) => object);
}

export function podNames(state: State, namespace = 'default'): readonly string[] {
  return podsOf(state, namespace).map(({ metadata }) => metadata.name);
}

export function isPodReady(pod: Pod | undefined): boolean {
  return pod?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

export function serviceOf(state: State, name: string, namespace = 'default'): Service {
  const found = state.objects.get<Service>('Service', namespace, name);
  assert.ok(found, `no Service ${namespace}/${name}`);
  return found.object;
}

export function slicesOf(state: State, service: string, namespace = 'default'): readonly EndpointSlice[] {
  return state.objects
    .list<EndpointSlice>('EndpointSlice', namespace)
    .map(({ object }) => object)
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service);
}

export function endpointsOf(state: State, name: string, namespace = 'default'): Endpoints | undefined {
  return state.objects.get<Endpoints>('Endpoints', namespace, name)?.object;
}

/** Each endpoint of a Service as `pod R S T`, capitals for true: `web-1 RS-`. */
export function conditionsOf(state: State, service: string, namespace = 'default'): readonly string[] {
  return slicesOf(state, service, namespace)
    .flatMap(({ endpoints }) => endpoints ?? [])
    .map(({ targetRef, addresses, conditions = {} }) => {
      const flags = [conditions.ready && 'R', conditions.serving && 'S', conditions.terminating && 'T'];
      return `${targetRef?.name ?? addresses[0]} ${flags.map((flag) => flag || '-').join('')}`;
    })
    .sort();
}

/** YAML of a Deployment `name` whose pods have the label app=name and listen on port 8080, `http`. */
export function deployment(name: string, replicas: number, pod = '', more = ''): string {
  return `
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  ${more}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      ${pod}
      containers:
      - name: web
        image: example.com/web
        ports: [{name: http, containerPort: 8080}]
`;
}

/** YAML of a Service that picks app=name, port 80 to the port named http. */
export function service(name: string, spec = ''): string {
  return `
---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec:
  selector: {app: ${name}}
  ports: [{port: 80, targetPort: http}]
  ${spec}
`;
}

/** YAML of a workload of any kind; its pods have the label app=name. */
export function workload(
  kind: string,
  name: string,
  spec: string,
  pod = '{containers: [{name: a, image: x}]}',
): string {
  return `
---
apiVersion: ${kind === 'Job' ? 'batch/v1' : kind === 'ReplicationController' ? 'v1' : 'apps/v1'}
kind: ${kind}
metadata: {name: ${name}}
spec:
  ${spec}
  template:
    metadata: {labels: {app: ${name}}}
    spec: ${pod}
`;
}

/** YAML of a pod with the label app=web, unless others are given. */
export function pod(name: string, spec: string, status = '', labels = '{app: web}'): string {
  return `
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: ${labels}}
spec: ${spec}
${status}
`;
}

/** YAML of a pod whose port named http is this one. */
export const listening = (name: string, port: number): string =>
  pod(name, `{containers: [{name: a, image: x, ports: [{name: http, containerPort: ${port}}]}]}`);
/** The spec of a pod that never gets ready. */
export const sick =
  '{containers: [{name: a, image: x, ports: [{name: http, containerPort: 80}], readinessProbe: {exec: {command: ["false"]}}}]}';

export function addresses(slices: readonly EndpointSlice[]): readonly string[] {
  return slices.flatMap(({ endpoints }) => endpoints ?? []).flatMap(({ addresses }) => addresses);
}

/** A cluster of three workers, each in the zone given for it. */
export function inZones(zones: Readonly<Record<string, string>>, minor = 35): Cluster {
  const cluster = withVersion(defaultCluster(3), { major: 1, minor });
  const nodes = cluster.nodes.map((node) => {
    const { metadata } = node.object;
    const zone = zones[metadata.name];
    const labels = { ...metadata.labels, ...(zone && { 'topology.kubernetes.io/zone': zone }) };
    return manifestOf({ ...node.object, metadata: { ...metadata, labels } }, node);
  });
  return { ...cluster, nodes };
}

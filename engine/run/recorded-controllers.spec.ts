import assert from 'node:assert/strict';
import { clusterOf, readRecording, type Recording } from '../backend/recorded/index.ts';
import {
  formatRef,
  manifestOf,
  refOf,
  type EndpointPort,
  type Endpoints,
  type EndpointSlice,
  type KubeObject,
  type Service,
} from '../kube/index.ts';
import { makeState } from '../model/index.ts';
import { recordedFolders } from './recorded-folders.spec.ts';

const managedBy = 'endpointslice.kubernetes.io/managed-by';
const serviceName = 'kubernetes.io/service-name';

/** True for what the controllers make: slices of their own, and Endpoints of Services with a selector. */
function isMade(object: KubeObject, recording: Recording): boolean {
  const { kind, namespace, name } = refOf(object);
  const manager = object.metadata.labels?.[managedBy] ?? '';
  if (kind === 'EndpointSlice') return /^endpointslice(mirroring)?-controller/.test(manager);
  if (kind !== 'Endpoints') return false;
  const service = recording.objects.find(
    (other): other is Service =>
      other.kind === 'Service' && refOf(other).namespace === namespace && refOf(other).name === name,
  );
  return Object.keys(service?.spec.selector ?? {}).length > 0;
}

/** What the controllers of the model make of the same pods and Services. */
function madeByModel(recording: Recording): readonly KubeObject[] {
  const given = recording.objects.filter(({ kind }) => kind !== 'Node').filter((o) => !isMade(o, recording));
  const state = makeState(
    clusterOf(recording),
    given.map((object) => manifestOf(object)),
  );
  const made = [...state.objects.list('EndpointSlice'), ...state.objects.list('Endpoints')];
  return made.map(({ object }) => object).filter((object) => isMade(object, recording));
}

/**
 * Lines that say what Services have as endpoints. How endpoints are divided into slices, their order and the
 * names of slices are not defined, so they are left out.
 */
function contentOf(objects: readonly KubeObject[]): readonly string[] {
  const lines = objects.flatMap((object): string[] => {
    const service = object.metadata.labels?.[serviceName] ?? object.metadata.name;
    const of = `${object.kind} of ${refOf(object).namespace}/${service}`;
    const head = `${of}: labels ${text(object.metadata.labels)}`;
    if (object.kind === 'EndpointSlice') {
      const { addressType, ports, endpoints } = object as EndpointSlice;
      const rows = (endpoints ?? []).map(
        (endpoint) => `${addressType} ${portsText(ports)} ${text(endpoint)}`,
      );
      return [
        head,
        ...(rows.length > 0 ? rows : [`${addressType} no endpoints`]).map((row) => `${of}: ${row}`),
      ];
    }
    const rows = ((object as Endpoints).subsets ?? []).flatMap(({ ports, addresses, notReadyAddresses }) => [
      ...(addresses ?? []).map((address) => `ready ${portsText(ports)} ${text(address)}`),
      ...(notReadyAddresses ?? []).map((address) => `not ready ${portsText(ports)} ${text(address)}`),
    ]);
    return [head, ...rows.map((row) => `${of}: ${row}`)];
  });
  return [...new Set(lines)].sort();
}

function portsText(ports: readonly EndpointPort[] | null | undefined): string {
  return (ports ?? [])
    .map((port) => text(port))
    .sort()
    .join(' ');
}

/** JSON with sorted keys. */
function text(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

describe('controllers and recorded runs', () => {
  for (const [name, folder] of recordedFolders) {
    describe(name, () => {
      let recording: Recording;
      before(async () => {
        recording = await readRecording(folder);
      });

      it('has the slices and Endpoints that the model makes of its pods and Services', () => {
        const recorded = recording.objects.filter((object) => isMade(object, recording));
        assert.ok(recorded.length >= 40, `${recorded.length} objects`);
        assert.deepEqual(contentOf(madeByModel(recording)), contentOf(recorded));
      });

      it('keeps its pods, addresses and ports when the model takes it over', () => {
        const manifests = recording.objects.filter(({ kind }) => kind !== 'Node').map((o) => manifestOf(o));
        const { objects } = makeState(clusterOf(recording), manifests);
        const names = (list: readonly KubeObject[]): readonly string[] =>
          list.map((object) => formatRef(refOf(object))).sort();
        for (const kind of ['Pod', 'Service', 'EndpointSlice', 'Endpoints']) {
          const recorded = recording.objects.filter((object) => object.kind === kind);
          assert.deepEqual(names(objects.list(kind).map(({ object }) => object)), names(recorded));
        }
        for (const { object } of objects.list<Service>('Service')) {
          const before = recording.objects.find((one) => formatRef(refOf(one)) === formatRef(refOf(object)));
          assert.deepEqual(object.spec, (before as Service).spec);
        }
      });
    });
  }
});

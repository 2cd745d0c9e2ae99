import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseKindConfig } from '../clusters/kind-config.ts';
import { readCluster } from '../clusters/read-cluster.ts';
import { parseManifests } from '../parse/parse-manifests.ts';
import { typeOfConfig, typeOfKind, type ApiType, type ObjectType } from './api-types.ts';
import { checkStructure } from './check-structure.ts';

const words = fc.oneof(
  fc.constantFrom('web', '10.96.0.20', 'None', 'TCP', 'NodePort', 'http', '80', '', 'fd00::1', '10.0.0.0/8'),
  fc.constantFrom(
    'mode: x',
    'kind: KubeProxyConfiguration\nmode: [',
    'kind: ClusterConfiguration\napiServer: {extraArgs: 5}',
  ),
);

/** Values of a type, most of them; `wild` ones are of any other. */
function valuesOf(type: ApiType, depth: number, wild: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const own = ownValues(type, depth, wild);
  return fc.oneof({ weight: 30, arbitrary: own }, { weight: 1, arbitrary: wild });
}

function ownValues(type: ApiType, depth: number, wild: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  switch (type.is) {
    case 'integer':
    case 'number':
      return fc.constantFrom(0, 1, 80, 70000, -1);
    case 'boolean':
      return fc.boolean();
    case 'list':
      return depth === 0 ? fc.constant([]) : fc.array(valuesOf(type.of, depth - 1, wild), { maxLength: 2 });
    case 'map':
      return fc.dictionary(fc.constantFrom('app', 'a/b', ''), valuesOf(type.of, depth - 1, wild), {
        maxKeys: 2,
        noNullPrototype: true,
      });
    case 'object':
      return depth === 0 ? fc.constant({}) : objectOf(type, depth, wild);
    case 'any':
      return wild;
    default:
      return words;
  }
}

/** A few fields of an object, and all that it requires. */
function objectOf(type: ObjectType, depth: number, wild: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const names = [...type.fields.keys()];
  return fc.subarray(names, { maxLength: Math.min(5, names.length) }).chain((chosen) => {
    const fields = [...new Set([...chosen, ...type.required])];
    const entries = fields.map((name) => [name, valuesOf(type.fields.get(name)!, depth - 1, wild)] as const);
    return fc.record(Object.fromEntries(entries), { noNullPrototype: true });
  });
}

const wild = fc.constantFrom<unknown>(null, 5, 'x', true, [], {}, [null], { a: null }, [{ a: 1 }]);

function objects(apiVersion: string, kind: string, depth = 6): fc.Arbitrary<object> {
  const type = typeOfKind(apiVersion, kind) ?? typeOfConfig(kind)!;
  return valuesOf(type, depth, wild).map((value) => ({
    ...(value as object),
    apiVersion,
    kind,
    metadata: { name: 'web', ...(value as { metadata?: object } | null)?.metadata },
  }));
}

const kinds: readonly (readonly [string, string])[] = [
  ['v1', 'Service'],
  ['v1', 'Pod'],
  ['v1', 'Node'],
  ['v1', 'Endpoints'],
  ['v1', 'ReplicationController'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['batch/v1', 'Job'],
  ['discovery.k8s.io/v1', 'EndpointSlice'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
];

describe('whatever is written', () => {
  for (const [apiVersion, kind] of kinds) {
    it(`as ${kind} is read or complained of, never both, and never thrown about`, () => {
      fc.assert(
        fc.property(objects(apiVersion, kind), (object) => {
          const { manifests, problems } = parseManifests(JSON.stringify(object), 'f');
          assert.equal(manifests.length === 1, problems.length === 0);
          for (const { where } of problems) assert.ok(where && where.line >= 1 && where.column >= 1);
        }),
        { numRuns: 150 },
      );
    });
  }

  it('as a kind config gives a cluster or problems', () => {
    fc.assert(
      fc.property(objects('kind.x-k8s.io/v1alpha4', 'Cluster', 5), (config) => {
        const text = JSON.stringify({ ...config, metadata: undefined });
        const { cluster, problems } = parseKindConfig(text, 'f');
        assert.ok(cluster.nodes.length > 0);
        for (const { where } of problems) assert.ok(where);
      }),
      { numRuns: 300 },
    );
  });

  it('as a cluster of nodes gives a cluster or problems', () => {
    const proxy = objects('kubeproxy.config.k8s.io/v1alpha1', 'KubeProxyConfiguration', 3);
    fc.assert(
      fc.property(fc.array(objects('v1', 'Node'), { maxLength: 2 }), proxy, (nodes, config) => {
        const named = nodes.map((node, i) => ({ ...node, metadata: { name: `node-${i}` } }));
        const text = [...named, config].map((one) => JSON.stringify(one)).join('\n---\n');
        const { cluster } = readCluster(text, 'f');
        assert.ok(cluster.nodes.length > 0);
      }),
      { numRuns: 150 },
    );
  });
});

describe('laws of structure', () => {
  it('a second look finds what the first did, nulls taken out or not', () => {
    const type = typeOfKind('v1', 'Service')!;
    fc.assert(
      fc.property(ownValues(type, 5, fc.constant('any')), (value) => {
        const copy = structuredClone(value);
        const faults = checkStructure(copy, type);
        assert.deepEqual(checkStructure(copy, type), faults);
      }),
    );
  });
});

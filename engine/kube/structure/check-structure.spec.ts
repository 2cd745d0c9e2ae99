import assert from 'node:assert/strict';
import { formatPath } from '../manifest.ts';
import { allKinds, typeOfKind, type ApiType } from './api-types.ts';
import { checkStructure } from './check-structure.ts';

function faultsOf(apiVersion: string, kind: string, value: object): string[] {
  const type = typeOfKind(apiVersion, kind)!;
  return checkStructure(value, type).map(
    ({ path, what, hint }) => `${formatPath(path)}: ${what}${hint === undefined ? '' : ` (${hint})`}`,
  );
}

const service = (spec: unknown): string[] => faultsOf('v1', 'Service', { spec });

describe('the types of the API', () => {
  it('are all there, as far as they refer to each other', () => {
    const open: ApiType[] = allKinds.flatMap((key) => {
      const at = key.lastIndexOf('/');
      return typeOfKind(key.slice(0, at), key.slice(at + 1)) ?? [];
    });
    const seen = new Set<ApiType>();
    for (let type = open.pop(); type; type = open.pop()) {
      if (seen.has(type)) continue;
      seen.add(type);
      if (type.is === 'list' || type.is === 'map') open.push(type.of);
      if (type.is === 'object') open.push(...type.fields.values());
    }
    assert.ok(seen.size > 200);
  });
});

describe('the shape of an object', () => {
  const shapes: readonly (readonly [string, unknown, ...string[]])[] = [
    ['a word for a number', { ports: [{ port: 'http' }] }, 'spec.ports[0].port: must be a whole number'],
    ['a half', { ports: [{ port: 80.5 }] }, 'spec.ports[0].port: must be a whole number'],
    [
      'a number in quotes',
      { ports: [{ port: '80' }] },
      'spec.ports[0].port: must be a whole number (80, without quotes)',
    ],
    [
      'a boolean in quotes',
      { publishNotReadyAddresses: 'True' },
      'spec.publishNotReadyAddresses: must be true or false (true, without quotes)',
    ],
    ['a number for text', { clusterIP: 10 }, 'spec.clusterIP: must be text (put it in quotes: "10")'],
    [
      'an object for a list',
      { ports: { port: 80 } },
      'spec.ports: must be a list (begin each item with "- ")',
    ],
    ['a word for a list', { externalIPs: '10.0.0.1' }, 'spec.externalIPs: must be a list (- 10.0.0.1)'],
    [
      'a list for an object',
      { selector: ['a'] },
      'spec.selector: must be keys with values (take away the "- ")',
    ],
    [
      'a list for a port',
      { ports: [{ port: 80, targetPort: [80] }] },
      'spec.ports[0].targetPort: must be a number or a name',
    ],
    ['nothing as an item', { ports: [null] }, 'spec.ports[0]: must be an object'],
    ['a word for the whole', 'NodePort', 'spec: must be an object'],
    ['a port left out, which is 0 to whoever judges it', { ports: [{ name: 'http' }] }],
    ['a field of another object', { containers: [] }, 'spec.containers: unknown field'],
  ];
  for (const [what, spec, ...faults] of shapes) {
    it(what, () => assert.deepEqual(service(spec), faults));
  }

  it('a number or a name may be either', () => {
    assert.deepEqual(
      service({
        ports: [
          { port: 80, targetPort: 8080 },
          { port: 81, targetPort: 'http' },
        ],
      }),
      [],
    );
  });

  it('a field that is null is left out, also where one is required', () => {
    const value = { spec: { type: null, ports: [{ port: 80, name: null }] } };
    assert.deepEqual(faultsOf('v1', 'Service', value), []);
    assert.deepEqual(value, { spec: { ports: [{ port: 80 }] } });
    assert.deepEqual(faultsOf('apps/v1', 'Deployment', { spec: { selector: null, template: {} } }), [
      'spec.template.spec: Required value',
      'spec.selector: Required value',
    ]);
    assert.deepEqual(service(null), ['spec: Required value']);
  });

  it('a label without a value is empty', () => {
    const value = { metadata: { labels: { app: null } } };
    assert.deepEqual(faultsOf('v1', 'Namespace', value), []);
    assert.deepEqual(value.metadata.labels, { app: '' });
  });

  it('data of a Secret is base64, stringData is not', () => {
    assert.deepEqual(faultsOf('v1', 'Secret', { data: { a: 'aGVsbG8=' }, stringData: { b: 'hello!' } }), []);
    assert.deepEqual(faultsOf('v1', 'Secret', { data: { a: 'hello!' } }), [
      'data.a: must be text encoded as base64 (use stringData for plain text)',
    ]);
  });

  it('quantities are text or numbers', () => {
    const pod = (cpu: unknown): string[] =>
      faultsOf('v1', 'Pod', { spec: { containers: [{ name: 'a', resources: { limits: { cpu } } }] } });
    assert.deepEqual(pod('100m'), []);
    assert.deepEqual(pod(1), []);
    assert.deepEqual(pod([]), [
      'spec.containers[0].resources.limits.cpu: must be a quantity such as 100m or 64Mi',
    ]);
  });

  it('what a controller records is asked for nothing that is missing', () => {
    const status = { conditions: [{ type: 'Ready', status: 'True' }], containerStatuses: [{ ready: true }] };
    assert.deepEqual(faultsOf('v1', 'Pod', { spec: { containers: [] }, status }), []);
  });

  it('a slice may leave its endpoints out', () => {
    assert.deepEqual(faultsOf('discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4' }), []);
  });

  it('of the Gateway API is known at its outside', () => {
    const route = { spec: { hostnames: ['a'], rules: [{ whatever: 1 }], hostname: 'a' } };
    assert.deepEqual(faultsOf('gateway.networking.k8s.io/v1', 'HTTPRoute', route), [
      'spec.hostname: unknown field (did you mean hostnames?)',
    ]);
  });
});

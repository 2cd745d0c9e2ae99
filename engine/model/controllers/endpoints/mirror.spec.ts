import assert from 'node:assert/strict';
import { manifestOf, type EndpointSubset } from '../../../kube/index.ts';
import { after, apply, endpointsOf, given, slicesOf } from '../../given.spec.ts';
import { mirrorsOf } from './mirror.ts';

function manual(subsets: string, metadata = ''): string {
  return `
---
apiVersion: v1
kind: Endpoints
metadata: {name: db${metadata}}
subsets: ${subsets}
`;
}

function db(spec = '', ports = '[{port: 80, targetPort: 9376}]'): string {
  return `
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {${spec}ports: ${ports}}
`;
}

const one = '[{addresses: [{ip: 192.0.2.42}], ports: [{port: 9376}]}]';

describe('hand-written Endpoints', () => {
  it('become a slice that proxies can read', () => {
    const [slice, ...more] = slicesOf(given(db() + manual(one)), 'db');
    assert.equal(more.length, 0);
    assert.match(slice!.metadata.name, /^db-[a-z0-9]{5}$/);
    assert.deepEqual(slice!.metadata.labels, {
      'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
      'kubernetes.io/service-name': 'db',
    });
    assert.deepEqual(slice!.metadata.ownerReferences, [
      { apiVersion: 'v1', kind: 'Endpoints', name: 'db', controller: true },
    ]);
    assert.deepEqual(slice!.endpoints, [{ addresses: ['192.0.2.42'], conditions: { ready: true } }]);
    assert.deepEqual(slice!.ports, [{ name: '', port: 9376, protocol: 'TCP' }]);
    assert.equal(slice!.addressType, 'IPv4');
    assert.ok(!('annotations' in slice!.metadata));
  });

  it('become one slice for each subset and family', () => {
    const subsets =
      '[{addresses: [{ip: 192.0.2.1}, {ip: "2001:db8::1"}], ports: [{name: a, port: 1}]}, {addresses: [{ip: 192.0.2.2}], ports: [{name: b, port: 2}]}]';
    assert.deepEqual(
      slicesOf(given(db('', '[{name: a, port: 1}, {name: b, port: 2}]') + manual(subsets)), 'db')
        .map(
          ({ addressType, ports, endpoints }) =>
            `${addressType} ${ports![0]!.name} ${endpoints![0]!.addresses[0]}`,
        )
        .toSorted(),
      ['IPv4 a 192.0.2.1', 'IPv4 b 192.0.2.2', 'IPv6 a 2001:db8::1'],
    );
  });

  it('keep what they say of readiness, host, node and target', () => {
    const subsets =
      '[{addresses: [{ip: 192.0.2.1, hostname: h, nodeName: worker, targetRef: {kind: Pod, name: p}}], notReadyAddresses: [{ip: 192.0.2.2}], ports: [{port: 1}]}]';
    assert.deepEqual(slicesOf(given(db() + manual(subsets)), 'db')[0]!.endpoints, [
      {
        addresses: ['192.0.2.1'],
        conditions: { ready: true },
        hostname: 'h',
        nodeName: 'worker',
        targetRef: { kind: 'Pod', name: 'p' },
      },
      { addresses: ['192.0.2.2'], conditions: { ready: false } },
    ]);
  });

  it('copy labels and annotations apart from notes of tools', () => {
    const notes =
      ', labels: {team: a}, annotations: {keep: me, endpoints.kubernetes.io/last-change-trigger-time: now}';
    const [slice] = slicesOf(given(db() + manual(one, notes)), 'db');
    assert.equal(slice!.metadata.labels!['team'], 'a');
    assert.deepEqual(slice!.metadata.annotations, { keep: 'me' });
  });

  it('are not mirrored where they say so, where they elect a leader, or where no Service is', () => {
    assert.deepEqual(
      slicesOf(
        given(db() + manual(one, ', labels: {endpointslice.kubernetes.io/skip-mirror: "true"}')),
        'db',
      ),
      [],
    );
    assert.equal(
      slicesOf(
        given(db() + manual(one, ', labels: {endpointslice.kubernetes.io/skip-mirror: "false"}')),
        'db',
      ).length,
      1,
    );
    assert.deepEqual(
      slicesOf(
        given(db() + manual(one, ', annotations: {control-plane.alpha.kubernetes.io/leader: me}')),
        'db',
      ),
      [],
    );
    assert.deepEqual(slicesOf(given(manual(one)), 'db'), []);
  });

  it('are not mirrored for a selector, which a Service of type ExternalName may have too', () => {
    const external = 'type: ExternalName, externalName: example.com, ';
    assert.equal(slicesOf(given(db(external) + manual(one)), 'db').length, 1);
    const state = given(db(`${external}selector: {app: db}, `) + manual(one));
    assert.deepEqual(slicesOf(state, 'db'), []);
    assert.equal(endpointsOf(state, 'db')!.subsets!.length, 1, 'which stays as it is');
  });

  it('make no slice without addresses', () => {
    assert.deepEqual(slicesOf(given(db() + manual('[]')), 'db'), []);
  });

  it('are overwritten where the Service has a selector', () => {
    const state = given(db('selector: {app: db}, ') + manual(one));
    assert.equal(endpointsOf(state, 'db')!.subsets, undefined);
    assert.equal(slicesOf(state, 'db')[0]!.endpoints, null);
  });

  it('are followed when they change or go, and left behind when a selector takes over', () => {
    const state = given(db() + manual(one));
    const moved = after(state, apply(manual('[{addresses: [{ip: 192.0.2.43}], ports: [{port: 9376}]}]')));
    assert.deepEqual(
      slicesOf(moved, 'db').map(({ endpoints }) => endpoints![0]!.addresses[0]),
      ['192.0.2.43'],
    );
    const gone = after(state, {
      kind: 'delete',
      object: { kind: 'Endpoints', namespace: 'default', name: 'db' },
    });
    assert.deepEqual(slicesOf(gone, 'db'), []);
    const migrated = after(state, apply(db('selector: {app: db}, ')));
    assert.deepEqual(
      slicesOf(migrated, 'db').map(
        ({ metadata }) => metadata.labels!['endpointslice.kubernetes.io/managed-by'],
      ),
      ['endpointslice-controller.k8s.io'],
    );
  });
});

describe('addresses of hand-written Endpoints (TestReconcile of the mirroring controller)', () => {
  const mirrored = (subset: EndpointSubset): readonly string[] =>
    mirrorsOf(
      manifestOf({ apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'db' }, subsets: [subset] }),
    ).map(
      ({ object: { addressType, endpoints, ports } }) =>
        `${addressType} ${endpoints!.map(({ addresses }) => addresses.join()).join()} ${JSON.stringify(ports)}`,
    );
  const list = (...ips: readonly string[]): readonly { ip: string }[] => ips.map((ip) => ({ ip }));

  it('may all be unready, and may offer no port', () => {
    assert.deepEqual(mirrored({ notReadyAddresses: list('192.0.2.1') }), ['IPv4 192.0.2.1 null']);
  });

  it('are skipped where they are none', () => {
    assert.deepEqual(mirrored({ addresses: list('this-is-not-an-ip', '192.0.2.1', '1.2.3.256') }), [
      'IPv4 192.0.2.1 null',
    ]);
    assert.deepEqual(mirrored({ addresses: list('this-is-not-an-ip') }), []);
  });

  it('are the first thousand of a subset that can be read, ready ones first', () => {
    const many = Array.from({ length: 1001 }, (_, i) => `10.1.${i >> 8}.${i & 255}`);
    const count = (subset: EndpointSubset): number => mirrored(subset)[0]!.split(',').length;
    assert.equal(count({ addresses: list(...many) }), 1000);
    assert.equal(count({ addresses: list('none', ...many.slice(1)) }), 1000);
    const [slice] = mirrored({ notReadyAddresses: list('10.0.0.1'), addresses: list(...many.slice(1)) });
    assert.ok(!slice!.includes('10.0.0.1'));
  });
});

describe('a hand-written slice', () => {
  const slice = `
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: mine, labels: {kubernetes.io/service-name: db}}
addressType: IPv4
endpoints: [{addresses: [192.0.2.7]}]
ports: [{port: 9376}]
`;
  it('is no mirror of the Endpoints of its Service', () => {
    const found = slicesOf(given(db() + manual(one) + slice), 'db');
    assert.deepEqual(found.map(({ endpoints }) => endpoints![0]!.addresses[0]!).toSorted(), [
      '192.0.2.42',
      '192.0.2.7',
    ]);
  });

  it('that names no Service belongs to none', () => {
    const slice = `
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: mine, labels: {endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io}}
addressType: IPv4
endpoints: []
ports: []
`;
    const odd = db('selector: {app: db}, ').replace('{name: db}', '{name: undefined}');
    const state = given(odd + slice);
    const touched = after(state, apply(odd.replace('port: 80', 'port: 81')));
    assert.ok(touched.objects.get('EndpointSlice', 'default', 'mine'));
  });

  it('stays beside whatever the controllers make', () => {
    const state = given(db('selector: {app: db}, ') + slice);
    assert.equal(slicesOf(state, 'db').length, 2);
    assert.equal(
      slicesOf(after(state, apply(db())), 'db').some(({ metadata }) => metadata.name === 'mine'),
      true,
    );
  });
});

import assert from 'node:assert/strict';
import { manifestOf, type Pod, type Service } from '../../../kube/index.ts';
import { endpointsOf as endpointsIn, given, pod, service, slicesOf } from '../../given.spec.ts';
import { endpointsOf } from './endpoints-object.ts';
import { podEndpoints } from './pod-endpoints.ts';
import type { Surroundings } from './surroundings.ts';

const web: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ipFamilies: ['IPv4'] },
};

/** Whether one pod of that status is among the ready addresses, among the others, or in neither. */
function listed(status: object, spec: Service['spec'] = {}, metadata: object = {}): string {
  const one = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', namespace: 'default', ...metadata },
    spec: { containers: [{ name: 'a' }] },
    status: { podIP: '10.1.1.1', podIPs: [{ ip: '10.1.1.1' }], ...status },
  } as unknown as Pod;
  const surroundings: Surroundings = { version: { major: 1, minor: 35 }, nodes: new Map() };
  const asked = { ...web, spec: { ...web.spec, ...spec } };
  const endpoints = podEndpoints(asked, [manifestOf(one)], surroundings);
  const { object } = endpointsOf(manifestOf(asked), endpoints, surroundings);
  const [subset] = object.subsets ?? [];
  return subset?.addresses ? 'ready' : subset?.notReadyAddresses ? 'not ready' : 'none';
}

describe('addresses of Endpoints (TestSyncServiceAddresses)', () => {
  const ready = { conditions: [{ type: 'Ready', status: 'True' }] };
  const deleted = { deletionTimestamp: '2026-05-01T12:00:00Z' };
  const all = { publishNotReadyAddresses: true };
  for (const phase of ['Running', 'Unknown', 'Pending']) {
    it(`are those of ${phase} pods that are not being deleted, ready by their condition`, () => {
      assert.equal(listed({ phase, ...ready }), 'ready');
      assert.equal(listed({ phase }), 'not ready');
      assert.equal(listed({ phase, ...ready }, {}, deleted), 'none');
    });
    it(`are all ready of ${phase} pods where unready ones count too`, () => {
      assert.equal(listed({ phase }, all), 'ready');
      assert.equal(listed({ phase }, all, deleted), 'ready');
    });
  }
  for (const phase of ['Failed', 'Succeeded']) {
    it(`are never those of ${phase} pods`, () => {
      assert.equal(listed({ phase, ...ready }), 'none');
      assert.equal(listed({ phase, ...ready }, all), 'none');
    });
  }
});

describe('the address of a pod in Endpoints (TestPodToEndpointAddressForService)', () => {
  it('is that of the first family of the Service, if it has one', () => {
    const both = { podIPs: [{ ip: '10.1.1.1' }, { ip: '2000::1' }] };
    assert.equal(listed(both, { ipFamilies: ['IPv4'] }), 'not ready');
    assert.equal(listed(both, { ipFamilies: ['IPv6', 'IPv4'] }), 'not ready');
    assert.equal(listed({}, { ipFamilies: ['IPv6'] }), 'none');
    assert.equal(listed({ podIP: '2000::1', podIPs: [{ ip: '2000::1' }] }, { ipFamilies: ['IPv4'] }), 'none');
  });
});

describe('an Endpoints object', () => {
  const of = (pods: string, spec = ''): unknown =>
    endpointsIn(given(pods + service('web', spec)), 'web')!.subsets;
  const one = pod(
    'a',
    '{nodeName: worker, containers: [{name: a, image: x, ports: [{name: http, containerPort: 80}]}]}',
    'status: {phase: Running, podIP: 10.244.1.9, conditions: [{type: Ready, status: "True"}]}',
  );
  const targetRef = { kind: 'Pod', namespace: 'default', name: 'a' };

  it('says of each address its node and its pod', () => {
    assert.deepEqual(of(one), [
      {
        addresses: [{ ip: '10.244.1.9', nodeName: 'worker', targetRef }],
        ports: [{ port: 80, protocol: 'TCP' }],
      },
    ]);
  });

  it('says the host name of a pod that the Service names', () => {
    assert.deepEqual(of(one.replace('{nodeName', '{hostname: h, subdomain: web, nodeName')), [
      {
        addresses: [{ ip: '10.244.1.9', hostname: 'h', nodeName: 'worker', targetRef }],
        ports: [{ port: 80, protocol: 'TCP' }],
      },
    ]);
  });

  it('names ports that have a name', () => {
    const named = service('web').replace('{port: 80', '{name: p, port: 80');
    assert.deepEqual(endpointsIn(given(one.replace('"True"', '"False"') + named), 'web')!.subsets, [
      {
        notReadyAddresses: [{ ip: '10.244.1.9', nodeName: 'worker', targetRef }],
        ports: [{ name: 'p', port: 80, protocol: 'TCP' }],
      },
    ]);
  });
});

describe('a pod whose node is no object', () => {
  it('is in Endpoints, which look at no nodes, but in no slice', () => {
    const lost = pod(
      'a',
      '{nodeName: gone, containers: [{name: a, image: x, ports: [{name: http, containerPort: 80}]}]}',
      'status: {phase: Running, podIP: 10.244.9.9, conditions: [{type: Ready, status: "True"}]}',
    );
    const state = given(lost + service('web'));
    assert.deepEqual(
      endpointsIn(state, 'web')!.subsets![0]!.addresses!.map(({ ip }) => ip),
      ['10.244.9.9'],
    );
    assert.equal(slicesOf(state, 'web')[0]!.endpoints, null);
  });
});

describe('pods on the network of one node', () => {
  it('are listed each, also where their ports differ', () => {
    const onHost = (name: string, port: number): string =>
      pod(
        name,
        `{nodeName: worker, hostNetwork: true, containers: [{name: a, image: x, ports: [{name: http, containerPort: ${port}}]}]}`,
      );
    const two = service('web').replace(
      /ports:.*/,
      'ports: [{name: a, port: 80, targetPort: http}, {name: b, port: 81, targetPort: 90}]',
    );
    const said = endpointsIn(given(onHost('a', 1) + onHost('b', 2) + two), 'web')!.subsets!.map(
      ({ addresses, ports }) =>
        `${addresses!.map(({ targetRef }) => targetRef!.name).join()}:${ports!.map(({ port }) => port).join()}`,
    );
    assert.deepEqual(said.toSorted(), ['a,b:90', 'a:1', 'b:2']);
  });
});

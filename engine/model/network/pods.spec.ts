import assert from 'node:assert/strict';
import type { Pod } from '../../kube/index.ts';
import { ask, endpoint, manifest, pod, service, slice, told, world } from '../world.spec.ts';
import { describePod, phaseOf } from './pod.ts';

const client = pod('client', 'worker', '10.244.1.9');
const direct = (port: number, ...objects: Parameters<typeof world>[0]) =>
  told(world([client, ...objects]), 'client', `10.244.1.5:${port}`).replace(/, kept.*/, '');

describe('a pod on the network', () => {
  const described = (status: NonNullable<Pod['status']>, spec = {}) =>
    describePod(
      manifest<Pod>({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'a' },
        spec: { containers: [], ...spec },
        status,
      }),
      new Map(),
    );

  it('is of namespace default unless it says another, and may have no node', () => {
    const { key, node } = described({});
    assert.deepEqual([key, node], ['default/a', undefined]);
  });

  it('without a phase runs if it has an address', () => {
    const phase = (status: NonNullable<Pod['status']>) => {
      const one = described(status);
      return `${phaseOf(one)} ${one.runs}`;
    };
    assert.equal(phase({ podIP: '10.244.1.5' }), 'Running true');
    assert.equal(phase({}), 'Pending false');
    assert.equal(phase({ phase: 'Running' }), 'Running false', 'and none without an address');
    assert.equal(phase({ phase: 'Running', podIPs: [{ ip: '' }] }), 'Running false');
    assert.equal(
      phase({ phase: 'Failed', podIP: '10.244.1.5', reason: 'Evicted' }),
      'Failed (Evicted) false',
    );
  });
});

describe('a hostPort', () => {
  const on = (hostIP?: string, more = {}) =>
    world(
      [
        pod('web', 'worker', '', {
          ports: [{ containerPort: 8080, hostPort: 8085, ...(hostIP !== undefined && { hostIP }) }],
          status: { phase: 'Running', podIPs: [{ ip: '10.244.1.5' }, { ip: 'fd00:10:244:1::5' }], ...more },
        }),
      ],
      { families: ['IPv4', 'IPv6'] },
    );
  const tried = (hostIP?: string): readonly boolean[] =>
    ['172.18.0.3', '10.244.1.1', '[fc00::3]'].map((address) => {
      const from = address.startsWith('[') ? 'outside 2001:db8::9' : 'outside 203.0.113.9 via worker';
      return told(on(hostIP), from, `${address}:8085`).startsWith('reached web');
    });

  it('is open on every address of the node, or on the one that it names', () => {
    assert.deepEqual(tried(), [true, true, true]);
    assert.deepEqual(tried(''), [true, true, true]);
    assert.deepEqual(tried('172.18.0.3'), [true, false, false]);
    assert.deepEqual(tried('FC00:0::3'), [false, false, true]);
    assert.deepEqual(tried('localhost'), [false, false, false]);
  });

  it('leads to the address of the pod that is of the family dialled, or to nobody', () => {
    const [backend] = ask(on(), 'outside 2001:db8::9', '[fc00::3]:8085').backends;
    assert.equal(backend?.ip, 'fd00:10:244:1::5');
    const four = { podIP: '10.244.1.5', podIPs: [{ ip: '10.244.1.5' }] };
    assert.equal(told(on(undefined, four), 'outside 2001:db8::9', '[fc00::3]:8085'), 'refused');
    assert.equal(told(on(undefined, four), 'outside', '172.18.0.3:8085'), 'reached web, kept 203.0.113.9');
  });

  it('with an unspecified address is open on those of its family (CNI portmap)', () => {
    assert.deepEqual(tried('0.0.0.0'), [true, true, false]);
    assert.deepEqual(tried('::'), [false, false, true]);
  });

  it('ends with its pod, and is no mapping for a pod on the network of the node', () => {
    assert.equal(told(on(undefined, { phase: 'Succeeded' }), 'outside', '172.18.0.3:8085'), 'refused');
    const onHost = pod('web', 'worker', '172.18.0.3', {
      ports: [{ containerPort: 8085, hostPort: 8085 }],
      spec: { hostNetwork: true },
    });
    const { trace } = ask(world([onHost]), 'outside', '172.18.0.3:8085');
    assert.match(trace.map(({ decision }) => decision).join('\n'), /the node's own network answers/);
  });
});

describe('what a pod listens on, as Services and slices tell', () => {
  const labels = { app: 'web' };
  const silent = pod('a', 'worker', '10.244.1.5', { ports: [9999], labels });
  const selecting = (spec: Parameters<typeof service>[1]) =>
    service('web', { selector: labels, clusterIP: 'None', ...spec });

  it('is the port of the Service where targetPort is 0 or empty', () => {
    for (const targetPort of [0, '']) {
      assert.equal(direct(7000, silent, selecting({ ports: [{ port: 7000, targetPort }] })), 'reached a');
    }
    assert.equal(direct(7000, silent, selecting({ ports: [{ port: 7000, targetPort: 7001 }] })), 'refused');
  });

  it('is nothing by a Service of type ExternalName, or one without ports', () => {
    const alias = selecting({ type: 'ExternalName', externalName: 'a.example', ports: [{ port: 7000 }] });
    assert.equal(direct(7000, silent, alias), 'refused');
    const portless = manifest({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default' },
      spec: { selector: labels, clusterIP: 'None' },
    });
    assert.equal(direct(9999, silent, portless), 'reached a');
  });

  it('is nothing while no container runs', () => {
    const state = (word?: 'waiting' | 'terminated' | 'running') =>
      pod('a', 'worker', '10.244.1.5', {
        labels,
        status: {
          phase: 'Running',
          podIP: '10.244.1.5',
          containerStatuses: [{ name: 'main', state: word ? { [word]: {} } : {} }],
        },
      });
    const web = selecting({ ports: [{ port: 7000 }] });
    assert.equal(direct(7000, state('waiting'), web), 'refused');
    assert.equal(direct(7000, state('terminated'), web), 'refused');
    assert.equal(direct(7000, state(), web), 'refused');
    assert.equal(direct(8080, state('terminated'), web), 'refused');
    assert.equal(direct(7000, state('running'), web), 'reached a');
  });

  const named = [{ name: '', port: 7777 }];
  it('is what slices name only where none of its containers declares a port', () => {
    const containers = [{ name: 'one', ports: [{ containerPort: 8080 }] }, { name: 'two' }];
    const two = pod('a', 'worker', '10.244.1.5', { spec: { containers } });
    const list = slice('any', [endpoint('10.244.1.5', 'worker')], named);
    assert.equal(direct(7777, two, list), 'refused');
    const none = pod('a', 'worker', '10.244.1.5', { ports: [] });
    assert.equal(direct(7777, none, list), 'reached a');
    const portless = manifest({ ...list.object, ports: null as never });
    assert.equal(direct(7777, none, portless), 'refused');
  });

  it('on the network of a node is what a slice names for this very pod', () => {
    const onHost = (name: string) =>
      pod(name, 'worker', '172.18.0.3', { ports: [], spec: { hostNetwork: true } });
    const reached = (namespace: string | undefined, name: string, kind = 'Pod') => {
      const targetRef = { kind, name, ...(namespace !== undefined && { namespace }) };
      const list = slice('any', [{ ...endpoint('172.18.0.3', 'worker'), targetRef }], named);
      return told(world([onHost('other'), onHost('web'), list]), 'outside', '172.18.0.3:7777');
    };
    assert.equal(reached(undefined, 'web'), 'reached web, kept 203.0.113.9');
    assert.equal(reached('default', 'web'), 'reached web, kept 203.0.113.9');
    assert.equal(reached('shop', 'web'), 'refused');
    assert.equal(reached('default', 'web', 'Node'), 'refused');
  });
});

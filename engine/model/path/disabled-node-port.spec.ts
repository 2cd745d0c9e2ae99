import assert from 'node:assert/strict';
import type { ServiceSpec } from '../../kube/index.ts';
import { ask, endpoint, pod, service, slice, told, world, type WorldOptions } from '../world.spec.ts';

const nodePort: ServiceSpec = {
  type: 'NodePort',
  externalTrafficPolicy: 'Local',
  clusterIP: 'fd00:10:96::20',
  clusterIPs: ['fd00:10:96::20', '10.96.0.20'],
  ipFamilies: ['IPv6', 'IPv4'],
  ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
};
const pods = [pod('web-1', 'worker', 'fd00:10:244:1::5')];
const onWorker = slice('web', [endpoint('fd00:10:244:1::5', 'worker')], undefined, 'six', 'IPv6');
const loopback = '[::1]:30080';

describe('a node port on an address that takes none', () => {
  const state = (options: WorldOptions = {}, slices = [onWorker]) =>
    world([...pods, service('web', nodePort), ...slices], { families: ['IPv6', 'IPv4'], ...options });

  it('is refused by the node where an endpoint is, or policy Cluster finds one', () => {
    assert.equal(told(state(), 'host worker', loopback), 'refused');
    const cluster = service('web', { ...nodePort, externalTrafficPolicy: 'Cluster' });
    const open = world([...pods, cluster, onWorker], { families: ['IPv6', 'IPv4'] });
    assert.equal(told(open, 'host worker2', loopback), 'refused');
  });

  it('is dropped in iptables mode where only other nodes have endpoints', () => {
    assert.equal(told(state(), 'host worker2', loopback), 'timeout');
    assert.equal(told(state({ mode: 'nftables' }), 'host worker2', loopback), 'refused');
  });

  it('says why nobody answers, and where that is written', () => {
    const last = (s: ReturnType<typeof state>) => {
      const { rule, decision, from } = ask(s, 'host worker2', loopback).trace.at(-1)!;
      return [rule, decision, from?.file];
    };
    const what = 'node port 30080 of service default/web has no endpoint';
    assert.deepEqual(last(state()), [
      'drop',
      `${what} on this node: dropped on every address of the node`,
      'test.yaml#spec',
    ]);
    assert.deepEqual(last(state({}, [])), [
      'reject',
      `${what} anywhere: rejected on every address of the node`,
      'test.yaml#spec',
    ]);
  });

  it('is the business of the node in mode ipvs', () => {
    const proxy = { nodePortAddresses: ['192.0.2.0/24', '2001:db8::/32'] };
    assert.equal(told(state({ mode: 'ipvs', proxy }), 'outside 2001:db8:9::1', '[fc00::4]:30080'), 'refused');
    assert.equal(told(state({ mode: 'ipvs' }), 'host worker2', loopback), 'refused');
  });

  it('is refused where nobody has any', () => {
    assert.equal(told(state({}, []), 'host worker2', loopback), 'refused');
  });

  it('is dropped on addresses that nodePortAddresses leave out as well', () => {
    const proxy = { nodePortAddresses: ['192.0.2.0/24', '2001:db8::/32'] };
    assert.equal(told(state({ proxy }), 'outside 2001:db8:9::1', '[fc00::4]:30080'), 'timeout');
    assert.equal(told(state({ proxy }), 'outside 2001:db8:9::1', '[fc00::3]:30080'), 'refused');
  });
});

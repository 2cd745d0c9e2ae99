import assert from 'node:assert/strict';
import type { Manifest, Node } from '../../kube/index.ts';
import { manifest, world, type WorldOptions } from '../world.spec.ts';
import { Network } from './network.ts';
import type { NetworkNode } from './node.ts';

function node(name: string, more: Omit<Partial<Node>, 'metadata'>, labels?: Record<string, string>) {
  return manifest<Node>({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, ...(labels && { labels }) },
    ...more,
  });
}

function network(objects: readonly Manifest[], options: WorldOptions = {}): Network {
  const state = world(objects, options);
  return new Network(state.objects, state.cluster);
}

function described(name: string, object: Manifest<Node>, options: WorldOptions = {}): NetworkNode {
  const found = network([object], options).nodes.get(name);
  assert.ok(found);
  return found;
}

const internal = (...addresses: readonly string[]): Partial<Node> => ({
  status: { addresses: addresses.map((address) => ({ type: 'InternalIP' as const, address })) },
});

describe('a node', () => {
  it('of the cluster that a Node object says nothing of keeps what it had', () => {
    const { addresses, primary, podRanges, labels, zone } = described('worker', node('worker', {}), {
      nodeLabels: { worker: { 'topology.kubernetes.io/zone': 'one' } },
    });
    assert.deepEqual(addresses, ['172.18.0.3', '10.244.1.1']);
    assert.deepEqual(primary, { IPv4: '172.18.0.3' });
    assert.deepEqual(podRanges, ['10.244.1.0/24']);
    assert.deepEqual([labels, zone], [{ 'topology.kubernetes.io/zone': 'one' }, 'one']);
  });

  it('is what its object says, where that says more', () => {
    const object = node(
      'worker',
      { ...internal('192.0.2.3', '192.0.2.4'), spec: { podCIDR: '10.9.0.0/24' } },
      {
        'topology.kubernetes.io/zone': '',
      },
    );
    const { addresses, primary, podRanges, zone } = described('worker', object);
    assert.deepEqual(addresses, ['192.0.2.3', '192.0.2.4', '10.9.0.1']);
    assert.deepEqual(primary, { IPv4: '192.0.2.3' });
    assert.deepEqual(podRanges, ['10.9.0.0/24']);
    assert.equal(zone, undefined, 'an empty zone is none');
  });

  it('may be known by its name alone', () => {
    const { addresses, primary, podRanges, labels } = described('other', node('other', {}));
    assert.deepEqual([addresses, primary, podRanges, labels], [[], {}, [], {}]);
  });

  it('has no address that is none, and no gateway in a range without room for one', () => {
    const object = node('other', {
      ...internal('other.example.com', '192.0.2.9'),
      spec: { podCIDRs: ['10.9.0.7/32'] },
    });
    const { addresses, primary } = described('other', object);
    assert.deepEqual([addresses, primary], [['192.0.2.9'], { IPv4: '192.0.2.9' }]);
  });

  it('is a gateway of its pods only where the pod network makes it one', () => {
    const options: WorldOptions = { cluster: { masqueradesPodsToNodes: false } };
    assert.deepEqual(described('worker', node('worker', {}), options).addresses, ['172.18.0.3']);
  });

  it('that comes first has an address that several claim', () => {
    const owner = network([node('twin', internal('172.18.0.3'))]).owner('172.18.0.3');
    assert.equal(owner?.kind === 'node' && owner.node.name, 'worker');
  });
});

describe('ranges of the cluster', () => {
  it('are those of ServiceCIDR objects too (KEP-1880), and of pods those of nodes', () => {
    const cidr = (name: string, spec?: object): Manifest =>
      manifest({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'ServiceCIDR',
        metadata: { name },
        ...(spec && { spec }),
      });
    const known = network([
      cidr('more', { cidrs: ['10.97.0.0/24', 'no range'] }),
      cidr('empty'),
      node('other', { spec: { podCIDRs: ['10.9.0.0/24'] } }),
    ]);
    const regions = ['10.96.0.9', '10.97.0.9', '10.98.0.9', '10.9.0.5', '10.244.9.9', '127.0.0.2', '::1'];
    assert.deepEqual(
      regions.map((address) => known.region(address)),
      ['service-range', 'service-range', 'outside', 'pod-range', 'pod-range', 'loopback', 'loopback'],
    );
  });
});

import assert from 'node:assert/strict';
import { defaultCluster, withProxyMode } from '../../../kube/index.ts';
import type { Setting } from '../../back-end.ts';
import { whyNot, type Abilities } from './why-not.ts';

const cluster = defaultCluster(1);
const able: Abilities = {
  cluster,
  nodes: new Set(['control-plane', 'worker']),
  hosts: true,
  denied: new Set(),
  ingressClasses: [],
  loadBalancer: () => Promise.resolve(false),
  providedLoadBalancer: () => Promise.resolve(false),
};

function ask(setting: Partial<Setting>, more: Partial<Abilities> = {}): Promise<string | undefined> {
  return whyNot(
    { cluster: defaultCluster(2), scenario: 'x', keepImages: false, ...setting },
    { ...able, ...more },
  );
}

describe("why a scenario can't run in somebody else's cluster", () => {
  it('is nothing for most', async () => {
    assert.equal(await ask({ text: 'from pod "client", "web:80" reaches only pods "web-*"' }), undefined);
    assert.equal(await ask({ text: 'the host of node "worker"', files: 'app: worker5' }), undefined);
    assert.equal(await ask({}), undefined);
  });

  const reasons: readonly (readonly [string, Partial<Setting>, Partial<Abilities>, string])[] = [
    [
      'a node that sentences name',
      { text: 'pod client | worker2:30080' },
      {},
      'it has 2 nodes: worker2 is missing',
    ],
    [
      'nodes that it has one of',
      { text: 'the host of node "worker"\nnode "worker2"' },
      { nodes: new Set(['control-plane']) },
      'it has no second node: worker, worker2 are missing',
    ],
    [
      'a node that manifests place pods on',
      { files: 'nodeName: worker3\n' },
      {},
      'it has no node for worker3',
    ],
    [
      'a node in a selector, as JSON',
      { text: '"kubernetes.io/hostname": "worker2"' },
      {},
      'it has 2 nodes: worker2 is missing',
    ],
    [
      'more nodes than it has',
      { text: 'a cluster of 3 workers', cluster: defaultCluster(3) },
      {},
      'it has 2 nodes, not 4',
    ],
    [
      'another proxy mode',
      {
        text: 'the proxy mode is "nftables"',
        kindConfig: { file: 'x', text: '' },
        cluster: withProxyMode(defaultCluster(1), 'nftables'),
      },
      {},
      'its proxy mode is iptables, not nftables',
    ],
    ['another release', { text: 'x\nKubernetes 1.29' }, {}, 'its Kubernetes is 1.35, not 1.29'],
    [
      'a family that it lacks',
      { cluster: { ...defaultCluster(1), ipFamilies: ['IPv4', 'IPv6'] } },
      {},
      'it has no IPv6',
    ],
    [
      'an address of another range',
      { files: 'clusterIP: 172.20.0.9\n' },
      {},
      "172.20.0.9 is not of its Services' range",
    ],
    [
      'a node that stops',
      { text: 'node "worker" stops' },
      {},
      'its nodes and its system belong to somebody else',
    ],
    [
      'a proxy that stops',
      { text: 'kube-proxy on node "worker" stops' },
      {},
      'its nodes and its system belong to somebody else',
    ],
    [
      'DNS that is gone',
      { text: 'CoreDNS is scaled to 0' },
      {},
      'its nodes and its system belong to somebody else',
    ],
    [
      'clients outside',
      { text: 'from outside, "worker:1" is refused' },
      {},
      'nobody can be asked from outside of it',
    ],
    [
      'hosts as clients',
      { text: '| host of worker | web:80 |' },
      { hosts: false },
      'it does not let pods use the network of a node',
    ],
    [
      'pods on the network of a node',
      { files: 'spec:\n  hostNetwork: true\n' },
      {},
      'Pod Security level "restricted" has no place for hostNetwork and hostPort',
    ],
    [
      'a port of a node',
      { text: '{"hostPort": 80}' },
      {},
      'Pod Security level "restricted" has no place for hostNetwork and hostPort',
    ],
    [
      'Secrets',
      { files: 'kind: Secret\n' },
      { denied: new Set(['secrets']) },
      'we may not write Secrets in it',
    ],
    [
      'an address that the manifest gives a load balancer',
      { files: 'status:\n  loadBalancer:\n    ingress: [{ ip: 1.2.3.4 }]' },
      { denied: new Set(['services/status']) },
      'we may not play the provider of a load balancer in it',
    ],
    ['an ingress controller', { tags: ['@needs-ingress'] }, {}, 'it has no ingress controller'],
    ['a provider', { tags: ['@needs-loadbalancer'] }, {}, 'nobody gives its load balancers an address'],
    [
      'no provider',
      { text: 'loadbalancer service "web" has no address, and is reachable' },
      { loadBalancer: () => Promise.resolve(true) },
      'its load balancers get an address',
    ],
  ];
  for (const [what, setting, abilities, reason] of reasons) {
    it(`is said of ${what}`, async () => {
      assert.equal(await ask(setting, abilities), reason);
    });
  }

  it('is nothing where it has what the scenario needs', async () => {
    const providedLoadBalancer = (): Promise<boolean> => Promise.resolve(true);
    assert.equal(await ask({ tags: ['@needs-loadbalancer'] }, { providedLoadBalancer }), undefined);
    assert.equal(await ask({ tags: ['@needs-ingress'] }, { ingressClasses: ['traefik'] }), undefined);
    assert.equal(await ask({ text: 'Kubernetes 1.35' }), undefined);
    assert.equal(await ask({ text: 'loadbalancer service "web" has no address' }), undefined);
    assert.equal(await ask({ files: 'clusterIP: 10.96.0.80\n---\nclusterIP: None\n' }), undefined);
    assert.equal(await ask({ files: 'kind: Secret\nhostNetwork: false' }), undefined);
    assert.equal(await ask({ files: 'hostNetwork: true', keepImages: true }), undefined);
    const rejected = 'this manifest is applied:\nclusterIP: 192.0.2.1\nthe manifest is rejected';
    assert.equal(await ask({ text: rejected }), undefined);
  });

  it('asks for a provider only where one matters', async () => {
    const asked: string[] = [];
    const noting = (what: string) => (): Promise<boolean> => Promise.resolve(asked.push(what) > 9);
    const abilities = { loadBalancer: noting('found'), providedLoadBalancer: noting('installed') };
    await ask({ text: 'from pod "client", "web:80" is refused' }, abilities);
    assert.deepEqual(asked, []);
    await ask({ text: 'loadbalancer service "web" has no address' }, abilities);
    assert.deepEqual(asked, ['found'], 'none is installed to say that there is one');
    await ask({ tags: ['@needs-loadbalancer'] }, abilities);
    assert.deepEqual(asked, ['found', 'installed']);
  });

  it('takes any proxy mode where the scenario wants none', async () => {
    const other = withProxyMode(cluster, 'nftables');
    assert.equal(await ask({ text: 'from pod "a", "b:80" is refused' }, { cluster: other }), undefined);
  });
});

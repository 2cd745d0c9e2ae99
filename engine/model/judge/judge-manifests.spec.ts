import assert from 'node:assert/strict';
import { defaultCluster, type Cluster, type KubeObject, type Service } from '../../kube/index.ts';
import { manifestsOf } from '../given.spec.ts';
import { judgeManifests } from './judge-manifests.ts';

const service = (name: string, spec: string, more = ''): string => `
---
apiVersion: v1
kind: Service
metadata: {name: ${name}${more}}
spec: ${spec}
`;
const at = (ip: string): string => `{clusterIP: ${ip}, ports: [{port: 80}]}`;
const nodePort = (port: number): string => `{type: NodePort, ports: [{port: 80, nodePort: ${port}}]}`;

function judge(next: string, before = '', cluster: Cluster = defaultCluster(1)) {
  const { problems, stored } = judgeManifests(cluster, manifestsOf(next), manifestsOf(before));
  return {
    said: problems.map(({ api }) => `${api!.name} ${api!.field}`),
    stored,
    addresses: stored.flatMap((object) => (object as Service).spec.clusterIP ?? []),
  };
}

describe('objects that are judged together', () => {
  it('may not take what a stored Service has', () => {
    const before = service('a', at('10.96.0.80')) + service('other', nodePort(30080));
    assert.deepEqual(judge(service('b', at('10.96.0.80')), before).said, ['b spec.clusterIPs']);
    assert.deepEqual(judge(service('b', nodePort(30080)), before).said, ['b spec.ports[0].nodePort']);
    assert.deepEqual(judge(service('b', nodePort(30081)), before).said, []);
  });

  it('may take what an update gives back, but not if that is refused', () => {
    const old = (ip: string, port: number): string =>
      service('a', `{type: NodePort, clusterIP: ${ip}, ports: [{port: 80, nodePort: ${port}}]}`);
    const before = old('10.96.0.80', 30080);
    const said = (next: string, port: number): readonly string[] =>
      judge(next + service('b', nodePort(port)), before).said;
    const moved = old('10.96.0.80', 30081);
    assert.deepEqual(said(moved, 30080), []);
    assert.deepEqual(said(moved, 30081), ['b spec.ports[0].nodePort']);
    const refused = old('10.96.0.81', 30081);
    assert.deepEqual(said(refused, 30080), ['a spec.clusterIPs[0]', 'b spec.ports[0].nodePort']);
    assert.deepEqual(said(refused, 30081), ['a spec.clusterIPs[0]']);
  });

  it('may stand for a Service that every cluster has', () => {
    const dns = ', namespace: kube-system';
    assert.deepEqual(judge(service('kube-dns', at('10.96.0.10'), dns)).said, []);
    assert.deepEqual(judge(service('other', at('10.96.0.10'), dns)).said, ['other spec.clusterIPs']);
    assert.deepEqual(judge(service('kubernetes', at('10.96.0.1'))).said, []);
    const moved = service('kubernetes', at('10.96.0.50')) + service('x', at('10.96.0.1'));
    assert.deepEqual(judge(moved).said, []);
    const own = service('mine', at('10.96.0.10'));
    assert.deepEqual(judge(service('mine', at('10.96.0.10')), own).said, []);
  });

  it('get addresses that none of them asks for', () => {
    const [first] = judge(service('a', '{ports: [{port: 80}]}')).addresses;
    assert.ok(first);
    const { said, addresses } = judge(service('a', '{ports: [{port: 80}]}') + service('b', at(first)));
    assert.deepEqual(said, []);
    assert.equal(new Set(addresses).size, 2);
    assert.equal(addresses[1], first);
  });

  it('are all stored, or none', () => {
    const right = service('a', at('10.96.0.80'));
    assert.equal(judge(right + service('b', at('10.96.0.81'))).stored.length, 2);
    assert.deepEqual(judge(right + service('b', at('10.96.0.80'))).stored, []);
  });

  it('are shown as the API server shows them', () => {
    const alias = service('a', '{type: ExternalName, externalName: a.example, internalTrafficPolicy: Local}');
    assert.equal((judge(alias).stored[0] as Service).spec.internalTrafficPolicy, undefined);
    const plain = service('a', `{internalTrafficPolicy: Local, ports: [{port: 80}]}`);
    assert.equal((judge(plain).stored[0] as Service).spec.internalTrafficPolicy, 'Local');
  });

  it('need not be Services: a pod among them is defaulted, and one that is stored is changed', () => {
    const pod = (node: string): string =>
      `\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {${node}containers: [{name: a, image: x, ports: [{containerPort: 80}]}]}\n`;
    const [made] = judge(pod('')).stored as readonly (KubeObject & { spec: { dnsPolicy?: string } })[];
    assert.equal(made?.spec.dnsPolicy, 'ClusterFirst');
    assert.deepEqual(judge(pod('') + service('a', nodePort(30080)), pod('')).said, []);
  });
});

describe('Services that every cluster has', () => {
  it('keep their addresses from stored ones that have none yet, in the smallest range too', () => {
    const small = { ...defaultCluster(1), serviceSubnets: ['10.96.0.0/28'] };
    const names = Array.from({ length: 12 }, (_, n) => service(`s${n}`, '{ports: [{port: 80}]}')).join('');
    const { said, addresses } = judge(names, names, small);
    assert.deepEqual(said, []);
    assert.equal(new Set(addresses).size, 12);
    assert.ok(!addresses.includes('10.96.0.1') && !addresses.includes('10.96.0.10'));
  });
});

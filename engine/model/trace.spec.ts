import assert from 'node:assert/strict';
import { defaultCluster, parseManifests, withProxyMode } from '../kube/index.ts';
import { formatPlace } from '../errors/index.ts';
import { makeState } from './make-state.ts';
import { resolve } from './resolve.ts';
import { flow, type From } from './world.spec.ts';

const yaml = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: NodePort
  clusterIP: 10.96.0.20
  externalTrafficPolicy: Local
  selector:
    app: web
  ports:
    - name: http
      port: 80
      targetPort: 8080
      nodePort: 30080
---
apiVersion: v1
kind: Pod
metadata: { name: web-1, labels: { app: web } }
spec:
  nodeName: worker
  containers: [{ name: web, image: nginx, ports: [{ containerPort: 8080 }] }]
---
apiVersion: v1
kind: Pod
metadata: { name: client }
spec: { nodeName: worker2, containers: [{ name: main, image: node }] }
---
apiVersion: v1
kind: Service
metadata: { name: empty }
spec:
  clusterIP: 10.96.0.21
  selector: { app: nobody }
  ports: [{ port: 80 }]
`;

/** Steps as a person reads them, addresses of pods by name. */
function told(from: From, to: string, mode: 'iptables' | 'nftables' = 'iptables'): string[] {
  const { manifests } = parseManifests(yaml, 'shop.yaml');
  const state = makeState(withProxyMode(defaultCluster(2), mode), manifests);
  const names = state.objects.list('Pod').map(({ object }) => {
    const { status, metadata } = object as typeof object & { status?: { podIP?: string } };
    return [status?.podIP ?? '', `<${metadata.name}>`] as const;
  });
  return resolve(state, flow(from, to)).trace.map(({ rule, decision, from: place }) => {
    const words = names.reduce(
      (text, [ip, name]) => (ip === '' ? text : text.replaceAll(ip, name)),
      decision,
    );
    return `${rule}: ${words}${place ? ` [${formatPlace(place)}]` : ''}`;
  });
}

describe('how a verdict was reached', () => {
  it('is told in the order a packet meets the rules, with the lines that led there', () => {
    assert.deepEqual(told('client', 'http://web/'), [
      'name: web is web.default.svc.cluster.local: 10.96.0.20 (service default/web) [shop.yaml:4:9]',
      'client: pod default/client, <client> -> 10.96.0.20:80 TCP, starts on node worker2 [shop.yaml:26:19]',
      'destination: cluster IP 10.96.0.20:80 of service default/web, port http [shop.yaml:13:13]',
      'usable-endpoints: policy Cluster: usable 1 of 1 endpoint [shop.yaml:9:3]',
      'choice: the only one: default/web-1 (<web-1>:8080)',
      'listener: default/web-1 listens on 8080/TCP',
      'source-address: source kept: <client>',
    ]);
  });

  it('counts the endpoints of each node where a Local policy drops', () => {
    assert.deepEqual(told('outside', 'node/control-plane:30080'), [
      'client: outside, 203.0.113.9 -> 172.18.0.2:30080 TCP, arrives at node control-plane',
      'destination: node port 30080 of service default/web, port http [shop.yaml:15:17]',
      'usable-endpoints: policy Local: usable here 0 of 1 endpoint (worker: 1) [shop.yaml:8:26]',
      'drop: dropped: something exists, but nothing that this packet may use: no answer [shop.yaml:8:26]',
    ]);
  });

  it('says where a Local policy does not hold', () => {
    assert.deepEqual(told('client', 'node/worker2:30080').slice(2), [
      'usable-endpoints: policy Local does not hold for a pod: usable 1 of 1 endpoint [shop.yaml:8:26]',
      'choice: the only one: default/web-1 (<web-1>:8080)',
      'listener: default/web-1 listens on 8080/TCP',
      'source-address: source kept: <client>',
    ]);
    assert.match(
      told('host worker2', 'node/worker2:30080')[2] ?? '',
      /does not hold for a process of this node: usable 1/,
    );
  });

  it('follows a packet to another node', () => {
    assert.deepEqual(told('client', 'node/control-plane:30080').slice(1), [
      'routing: goes on to node control-plane, from an address of node worker2: the pod network hides pods from other nodes',
      'destination: node port 30080 of service default/web, port http [shop.yaml:15:17]',
      'usable-endpoints: policy Local: usable here 0 of 1 endpoint (worker: 1) [shop.yaml:8:26]',
      'drop: dropped: something exists, but nothing that this packet may use: no answer [shop.yaml:8:26]',
    ]);
  });

  it('says why a Service rejects, and points at its selector', () => {
    assert.deepEqual(told('client', 'empty:80').slice(2), [
      'destination: cluster IP 10.96.0.21:80 of service default/empty [shop.yaml:35:19]',
      'usable-endpoints: no endpoints: no slice of the Service lists any for this port [shop.yaml:34:13]',
      'reject: rejected: nothing usable exists anywhere: refused at once',
    ]);
  });

  it('says what a mode does with a port that nobody has', () => {
    assert.deepEqual(told('client', '10.96.0.20:99', 'nftables').slice(1), [
      'reject: service default/web has no port 99/TCP: rejected in mode nftables [shop.yaml:11:3]',
    ]);
    assert.deepEqual(told('host worker', '127.0.0.1:30080', 'nftables').slice(1), [
      "routing: node port 30080 of service default/web does not work on 127.0.0.1 in mode nftables: the node's own network answers",
      'listener: nobody on node worker listens on 30080/TCP: refused',
    ]);
  });

  it('is JSON with file and line', () => {
    const { manifests } = parseManifests(yaml, 'shop.yaml');
    const state = makeState(defaultCluster(2), manifests);
    const answer = resolve(state, { ...flow('client', '10.96.0.21:80'), id: 'x' });
    const json = JSON.parse(JSON.stringify(answer)) as { id: string; result: string; trace: object[] };
    assert.equal(json.id, 'x');
    assert.equal(json.result, 'refused');
    assert.deepEqual(json.trace[1], {
      rule: 'destination',
      decision: 'cluster IP 10.96.0.21:80 of service default/empty',
      from: { file: 'shop.yaml', line: 35 },
    });
  });
});

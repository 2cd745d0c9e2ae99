import assert from 'node:assert/strict';
import { causes, podSuffix, service, web } from './testing.spec.ts';

const plain = service('{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }');

describe('likely causes', () => {
  it('say nothing of a flow that arrives', () => {
    assert.deepEqual(causes({ yaml: web() + plain, to: 'web:80' }), []);
  });

  it('name the label that keeps pods out of a selector', () => {
    const wrong = service('{ selector: { app: wbe }, ports: [{ port: 80 }] }');
    assert.deepEqual(
      causes({ yaml: web() + wrong, to: 'web:80' }),
      [
        'selector app=wbe of service default/web picks no pod: 2 pods (web-deploy-POD, ...) have the label app=web @24 | app: web in the selector',
      ].map((text) => text.replace('POD', podSuffix(web() + wrong))),
    );
  });

  it('name a label that the pods do not have, and pods of another namespace', () => {
    const two = service('{ selector: { app: web, tier: front }, ports: [{ port: 80 }] }');
    const [first] = causes({ yaml: web() + two, to: 'web:80' });
    assert.match(first ?? '', /have no label tier @24 \| the label tier: front on the pods$/);
    const other = service('{ selector: { app: web }, ports: [{ port: 80 }] }', 'web', 'shop');
    assert.deepEqual(causes({ yaml: web() + other, to: 'web.shop:80' }), [
      'selector app=web of service shop/web picks no pod: pods with these labels are in namespace default, and a selector picks in its own namespace only @24 | a Service in namespace default',
    ]);
    const none = service('{ selector: { run: nothing }, ports: [{ port: 80 }] }');
    assert.deepEqual(causes({ yaml: web() + none, to: 'web:80' }), [
      'selector run=nothing of service default/web picks no pod in namespace default, which has no pods with such labels @24',
    ]);
  });

  it('name the policy where a node hands strangers on and loses the answer, in mode ipvs', () => {
    const local = service(
      '{ type: NodePort, externalTrafficPolicy: Local, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }',
    );
    const to = 'node/control-plane:30080';
    const [first] = causes({ yaml: web() + local, from: 'outside', to, mode: 'ipvs' });
    assert.match(
      first ?? '',
      /^No endpoint of service default\/web runs on control-plane, .*\(externalTrafficPolicy: Local\)/,
    );
    assert.deepEqual(
      causes({ yaml: web() + local, from: 'outside', to: 'node/worker:30080', mode: 'ipvs' }),
      [],
    );
  });

  it('name the ports that the containers have instead of a targetPort', () => {
    const named = service('{ selector: { app: web }, ports: [{ port: 80, targetPort: htp }] }');
    assert.deepEqual(causes({ yaml: web() + named, to: 'web:80' }), [
      'targetPort htp of service default/web is the name of no TCP port of its pods: their containers name http @24 | targetPort: http',
    ]);
    const udp = service('{ selector: { app: web }, ports: [{ port: 80, protocol: UDP, targetPort: http }] }');
    assert.deepEqual(causes({ yaml: web() + udp, to: 'web:80', protocol: 'UDP' }), [
      'targetPort http of service default/web is the name of no UDP port of its pods: their containers name http @24',
    ]);
  });

  it('list the ports of a Service that is asked for another', () => {
    const yaml =
      web() +
      service(
        '{ type: NodePort, selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080, nodePort: 30080 }] }',
      );
    assert.deepEqual(causes({ yaml, to: 'web:81' }), [
      'service default/web has no port 81; it has http 80/TCP @24',
    ]);
    assert.deepEqual(causes({ yaml, to: 'web:8080' }), [
      'service default/web has no port 8080; it has http 80/TCP @24 | port 80: 8080 is its targetPort, for the pods',
    ]);
    assert.deepEqual(causes({ yaml, to: 'service/web:30080', mode: 'nftables' }), [
      'service default/web has no port 30080; it has http 80/TCP @24 | port 80: 30080 is its nodePort, for the addresses of nodes',
    ]);
    assert.deepEqual(causes({ yaml, to: 'web:80', protocol: 'UDP' }), [
      'port 80 of service default/web is TCP, the flow is UDP @24',
    ]);
  });

  it('say where pods must be for a Local policy', () => {
    const external = service(
      '{ type: NodePort, externalTrafficPolicy: Local, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }',
    );
    assert.deepEqual(causes({ yaml: web() + external, from: 'outside', to: 'node/control-plane:30080' }), [
      'No endpoint of service default/web runs on control-plane, and it takes outside traffic only on nodes that have one (externalTrafficPolicy: Local). They run on worker, worker2. @24 | externalTrafficPolicy: Cluster, or a replica on every node, or another node',
    ]);
    const internal = service(
      '{ internalTrafficPolicy: Local, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }',
    );
    assert.deepEqual(causes({ yaml: web() + internal, from: 'host control-plane', to: 'service/web:80' }), [
      "No endpoint of service default/web runs on control-plane, and its cluster IP takes traffic only to endpoints of the client's node (internalTrafficPolicy: Local). They run on worker, worker2. @24 | internalTrafficPolicy: Cluster, or a pod of the Service on every node (a DaemonSet)",
    ]);
  });

  it('say why pods are not ready', () => {
    const probe = `
          readinessProbe: { exec: { command: [ls, /var/ready] } }`;
    const [first, ...others] = causes({ yaml: web(probe) + plain, to: 'web:80' });
    assert.match(
      first ?? '',
      /^no pod of service default\/web is ready: web-deploy-\S+ is not ready \(ContainersNotReady\), see the readiness probe of container main, web-deploy-\S+ is not ready .* @20$/,
    );
    assert.deepEqual(others, []);
  });

  it('tell a headless Service apart', () => {
    const headless = service(
      '{ clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }',
    );
    assert.match(
      causes({ yaml: web() + headless, to: 'web:80' })[0] ?? '',
      /^service default\/web is headless: its name leads straight to the pods, which listen on their own port 8080, and nobody turns 80 into 8080 @24 \| port 8080$/,
    );
    const empty = service('{ clusterIP: None, selector: { app: nobody }, ports: [{ port: 80 }] }');
    assert.deepEqual(causes({ yaml: empty, to: 'web:80' }), [
      'selector app=nobody of service default/web picks no pod in namespace default, which has no pods with such labels @10',
      'service default/web is headless, and none of its pods is ready: then it has no name @10',
    ]);
  });

  it('look for a name elsewhere', () => {
    const shop = service('{ selector: { app: web }, ports: [{ port: 80 }] }', 'web', 'shop');
    assert.deepEqual(causes({ yaml: shop, to: 'web:80' }), [
      'there is no service web in namespace default, but there is one in namespace shop @9 | web.shop:80',
    ]);
    assert.deepEqual(causes({ yaml: web() + plain, to: 'wbe:80' }), [
      'there is no service wbe in namespace default; the nearest name there is web @23 | web:80',
    ]);
    assert.deepEqual(causes({ yaml: web(), to: 'web-deploy:80' }), [
      'web-deploy is a Deployment; only Services get names in DNS | a Service that selects its pods',
    ]);
    assert.deepEqual(causes({ yaml: web(), to: 'db.nowhere:80' }), ['there is no namespace nowhere']);
  });

  it("know who does not ask the cluster's DNS", () => {
    assert.deepEqual(causes({ yaml: web() + plain, from: 'outside', to: 'web:80' }), [
      'nobody outside the cluster knows its names, web neither | node/NAME:PORT with a node port',
    ]);
    assert.deepEqual(causes({ yaml: web() + plain, from: 'host worker', to: 'web:80' }), [
      "processes of a node ask the node's resolver, which does not know the names of Services | the cluster IP: service/NAME:PORT",
    ]);
    const host = `
apiVersion: v1
kind: Pod
metadata: { name: agent }
spec: { hostNetwork: true, containers: [{ name: main, image: img }] }
---`;
    assert.deepEqual(causes({ yaml: host + plain, from: 'agent', to: 'web:80' }), [
      "pod default/agent has hostNetwork and dnsPolicy ClusterFirst, so it asks the node's resolver, which does not know the names of Services @10 | dnsPolicy: ClusterFirstWithHostNet",
    ]);
    assert.deepEqual(causes({ yaml: web() + plain, to: 'web:80', faults: { dnsDown: true } }), [
      'no DNS server runs in the cluster',
    ]);
  });

  it('follow an alias', () => {
    const alias = service('{ type: ExternalName, externalName: db.example.com }');
    assert.deepEqual(causes({ yaml: alias, to: 'web:80' }), [
      'service default/web is an alias of db.example.com, a name outside the cluster: no rule of the cluster says who answers there @10',
    ]);
  });

  it('match hand-written slices by the name of the port', () => {
    const byHand = `${service('{ ports: [{ port: 80 }] }')}
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: mine, labels: { kubernetes.io/service-name: web } }
addressType: IPv4
endpoints: [{ addresses: [192.0.2.42] }]
ports: [{ name: http, port: 9376 }]
`;
    assert.deepEqual(causes({ yaml: byHand, to: 'web:80' }), [
      'the port of service default/web has no name, that of EndpointSlice mine the name http: they belong together by name @17',
    ]);
    assert.deepEqual(causes({ yaml: service('{ ports: [{ port: 80 }] }'), to: 'web:80' }), [
      'service default/web has no selector, and no EndpointSlice or Endpoints object gives it endpoints for this port @10 | a selector, or an EndpointSlice with the label kubernetes.io/service-name',
    ]);
  });

  it('say what a pod listens on', () => {
    const one = `
apiVersion: v1
kind: Pod
metadata: { name: one }
spec: { containers: [{ name: main, image: img, ports: [{ containerPort: 8080 }, { containerPort: 53, protocol: UDP }] }] }
---`;
    assert.deepEqual(causes({ yaml: one, to: 'pod/one:80' }), [
      'nobody in pod default/one listens on 80/TCP: it listens on 53/UDP, 8080/TCP @10',
    ]);
  });

  it('name an address that node ports do not work on', () => {
    const nodePort = service(
      '{ type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }',
    );
    const [first] = causes({
      yaml: web() + nodePort,
      mode: 'nftables',
      from: 'host worker',
      to: '127.0.0.1:30080',
    });
    assert.match(
      first ?? '',
      /^node port 30080 of service default\/web does not work on 127\.0\.0\.1: mode nftables serves the node's main address only \(nodePortAddresses\) @24 \| 172\.\S+:30080$/,
    );
  });

  it('name the node port that was meant', () => {
    const yaml =
      web() +
      service(
        '{ type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }',
      );
    const to = (port: number, protocol?: 'UDP') =>
      causes({ yaml, from: 'outside', to: `node/worker:${port}`, ...(protocol && { protocol }) });
    assert.deepEqual(to(80), [
      'no Service has node port 80/TCP: 80 is the port of service default/web, which has node port 30080 @24 | port 30080',
    ]);
    assert.deepEqual(to(8080), [
      'no Service has node port 8080/TCP: 8080 is the targetPort of service default/web, which has node port 30080 @24 | port 30080',
    ]);
    assert.deepEqual(to(30081), ['no Service has node port 30081/TCP: there are 30080 (default/web)']);
    assert.deepEqual(to(30080, 'UDP'), [
      'no Service has node port 30080/UDP; that of service default/web is TCP @24',
    ]);
    assert.deepEqual(causes({ yaml: web() + plain, from: 'outside', to: 'node/worker:8080' }), [
      'no Service has node port 8080/TCP: 8080 is the targetPort of service default/web, which has none @24 | type: NodePort',
    ]);
  });

  it('know dead addresses', () => {
    assert.deepEqual(causes({ yaml: web() + plain, to: '10.244.1.253:8080' }), [
      'no pod has address 10.244.1.253: a pod that is replaced gets another one | the name of a Service',
    ]);
    assert.deepEqual(causes({ yaml: plain, to: '10.96.99.99:80', mode: 'nftables' }), [
      'no Service has address 10.96.99.99',
    ]);
  });

  it('fall back on the decision that ended the way', () => {
    assert.deepEqual(causes({ yaml: plain, to: '192.0.2.1:80' }), [
      'nobody in the cluster has address 192.0.2.1; ordinary routing decides',
    ]);
  });

  it('name faults of nodes first', () => {
    const faults = { stoppedNodes: new Set(['worker2']) };
    assert.deepEqual(causes({ yaml: web() + plain, from: 'outside', to: 'node/worker2:30080', faults }), [
      'node worker2 is stopped',
    ]);
  });
});

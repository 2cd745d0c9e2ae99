import assert from 'node:assert/strict';
import { ObjectStore } from '../object-store.ts';
import { causes, service, web } from './testing.spec.ts';

const stopped = { stoppedNodes: new Set(['worker', 'worker2']) };
const onNodes = (type: string, policy: string, nodes: readonly (string | undefined)[]): string => `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: ${type}, ${policy}: Local, ports: [{ port: 80 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: mine, labels: { kubernetes.io/service-name: web } }
addressType: IPv4
endpoints: [${nodes.map((node, n) => `{ addresses: [192.0.2.${n + 1}]${node ? `, nodeName: ${node}` : ''} }`).join(', ')}]
ports: [{ port: 80 }]
---`;

describe('why a policy keeps traffic out', () => {
  const internal = (nodes: readonly (string | undefined)[]): string =>
    causes({
      yaml: onNodes('ClusterIP', 'internalTrafficPolicy', nodes),
      from: 'host control-plane',
      to: 'service/web:80',
    }).join();

  it('names the nodes of the endpoints, sorted, where they have any', () => {
    assert.match(internal(['worker2', 'worker', 'worker2']), /Local\)\. They run on worker, worker2\. @10/);
    assert.match(internal([undefined, 'worker']), /Local\)\. They run on worker\. @10/);
    assert.match(internal([undefined]), /\(internalTrafficPolicy: Local\)\. @10/);
  });

  it('is what counts where pods that terminate serve elsewhere', () => {
    const going = `
apiVersion: v1
kind: Pod
metadata: { name: going, labels: { app: web }, deletionTimestamp: 1970-01-01T00:01:00Z }
spec: { nodeName: worker, containers: [{ name: main, image: img }] }
status:
  phase: Running
  podIP: 10.244.1.9
  podIPs: [{ ip: 10.244.1.9 }]
  conditions: [{ type: Ready, status: 'True' }]
---`;
    const local = service(
      '{ internalTrafficPolicy: Local, externalIPs: [192.0.2.7], selector: { app: web }, ports: [{ port: 80 }] }',
    );
    const said = causes({ yaml: going + local, from: 'host control-plane', to: 'service/web:80' });
    assert.equal(said.length, 1);
    assert.match(
      said[0] ?? '',
      /^No endpoint of service default\/web runs on control-plane, .* run on worker\./,
    );
  });

  it('is not what a dead endpoint is', () => {
    const plain = service('{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }');
    const said = causes({
      yaml: web() + plain,
      from: 'host control-plane',
      to: 'service/web:80',
      faults: stopped,
    });
    assert.deepEqual(
      said.map((text) => text.replace(/^[\d.]+/, 'IP')),
      ['IP: node worker is stopped', 'IP: node worker2 is stopped'],
    );
  });

  it('is not what it does for clients inside, who are led around it', () => {
    const external = service(
      '{ type: NodePort, externalTrafficPolicy: Local, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }',
    );
    for (const mode of [undefined, 'ipvs'] as const) {
      const asked = { from: 'host control-plane', faults: stopped, ...(mode && { mode }) };
      const said = (to: string): string[] =>
        causes({ yaml: web() + external, to, ...asked }).map((text) => text.replace(/^[\d.]+/, 'IP'));
      const dead = ['IP: node worker is stopped', 'IP: node worker2 is stopped'];
      assert.deepEqual(said('service/web:80'), dead);
      if (mode === undefined) assert.deepEqual(said('node/control-plane:30080'), dead);
    }
  });
});

describe('why an address keeps traffic out', () => {
  const balanced = `${web()}
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: LoadBalancer
  selector: { app: web }
  ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }]
  loadBalancerSourceRanges: [198.51.100.0/24, 203.0.113.0/29]
status: { loadBalancer: { ingress: [{ ip: 192.0.2.80 }] } }
---`;
  const ranges =
    'service default/web lets only 198.51.100.0/24, 203.0.113.0/29 use its load balancer address (loadBalancerSourceRanges)';

  it('is loadBalancerSourceRanges', () =>
    assert.deepEqual(
      causes({ yaml: balanced, to: '192.0.2.80:80' }).map((text) => text.replace(/ @\d+$/, '')),
      [ranges],
    ));

  it('is not ranges that the client is in', () => {
    const yaml = balanced.replace('203.0.113.0/29', '0.0.0.0/0');
    const said = causes({ yaml, from: 'host control-plane', to: '192.0.2.80:80', faults: stopped });
    assert.deepEqual(
      said.map((text) => text.replace(/^[\d.]+/, 'IP')),
      ['IP: node worker is stopped', 'IP: node worker2 is stopped'],
    );
  });

  it('is that node ports work on others', () => {
    const nodePort = service(
      '{ type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }',
    );
    const [first] = causes({
      yaml: web() + nodePort,
      proxy: { nodePortAddresses: ['192.0.2.0/24'] },
      from: 'outside',
      to: 'node/worker:30080',
    });
    assert.match(
      first ?? '',
      /^node port 30080 of service default\/web does not work on 172\.\S+: mode iptables serves other addresses \(nodePortAddresses\) @24 \|/,
    );
  });
});

describe('faults on the way', () => {
  it('are a proxy that is stopped too, of the node that is asked or of the client', () => {
    const yaml = web() + service('{ selector: { app: web }, ports: [{ port: 80, targetPort: 9 }] }');
    const faults = { staleProxies: new Map([['control-plane', ObjectStore.empty]]) };
    const said = causes({ yaml, from: 'host control-plane', to: 'service/web:80', faults });
    assert.equal(
      said[0],
      'the proxy of node control-plane is stopped: its rules are those of the time when it stopped',
    );
    assert.ok(!causes({ yaml, from: 'host worker', to: 'service/web:80', faults }).includes(said[0]));
  });
});

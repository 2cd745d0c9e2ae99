import assert from 'node:assert/strict';
import { defaultCluster, parseManifests, withProxyMode } from '../../kube/index.ts';
import { makeState } from '../make-state.ts';
import { resolve } from '../resolve.ts';
import { noFaults, type Faults } from '../state.ts';
import { flow } from '../world.spec.ts';
import { whyNot } from './why-not.ts';

const pod = (name: string, ip: string, node: string, labels = '{ app: web }', port = 9): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: ${labels} }
spec: { nodeName: ${node}, containers: [{ name: main, image: img, ports: [{ containerPort: ${port} }] }] }
status:
  phase: Running
  podIP: ${ip}
  podIPs: [{ ip: ${ip} }]
  conditions: [{ type: Ready, status: "True" }]
---`;
const a = pod('a', '10.244.1.70', 'worker');
const b = pod('b', '10.244.2.70', 'worker2');
const service = (spec: string, status = ''): string => `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: ${spec}
${status}
---`;
const slice = (...pods: readonly (readonly [name: string, ip: string, node: string])[]): string => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: mine, labels: { kubernetes.io/service-name: web } }
addressType: IPv4
endpoints:
${pods.map(([name, ip, node]) => `- { addresses: [${ip}], nodeName: ${node}, targetRef: { kind: Pod, name: ${name} } }`).join('\n')}
ports: [{ port: 8080 }]
---`;
const atA = ['a', '10.244.1.70', 'worker'] as const;
const atB = ['b', '10.244.2.70', 'worker2'] as const;
const plain = '{ ports: [{ port: 80 }] }';

interface Asked {
  readonly yaml: string;
  readonly from?: string;
  readonly to?: string;
  readonly of?: string;
  readonly protocol?: 'ICMP';
  readonly mode?: 'ipvs';
  readonly faults?: Partial<Faults>;
}

function said({
  yaml,
  from = 'host control-plane',
  to = 'service/web:80',
  of = 'a',
  protocol,
  mode,
  faults,
}: Asked) {
  const { manifests, problems } = parseManifests(yaml, 'app.yaml');
  assert.deepEqual(problems, []);
  const cluster = mode ? withProxyMode(defaultCluster(2), mode) : defaultCluster(2);
  const state = { ...makeState(cluster, manifests), faults: { ...noFaults, ...faults } };
  const asked = { ...flow(from, to), ...(protocol && { protocol }) };
  const name = of.includes('/') ? of : `default/${of}`;
  const { probability, reasons } = whyNot(state, asked, resolve(state, asked), name);
  return `${probability}: ${reasons.map(({ text }) => text).join('; ')}`;
}

describe('a pod that is chosen and not reached', () => {
  const deaf = 'default/a does not listen on 8080/TCP';

  it('does not listen, like all others', () => {
    const yaml = a + b + service(plain) + slice(atA, atB);
    assert.equal(said({ yaml }), `0: connections that come to pod default/a end: ${deaf}`);
    const sticky = yaml.replace('{ ports', '{ sessionAffinity: ClientIP, ports');
    assert.equal(said({ yaml: sticky }), `0: connections that come to pod default/a end: ${deaf}`);
  });

  it('does not listen, and others end otherwise', () => {
    const yaml = a + b + service(plain) + slice(atA, atB);
    assert.equal(
      said({ yaml, faults: { stoppedNodes: new Set(['worker2']) } }),
      `0: 1/2 of connections come to pod default/a, and end there: ${deaf}`,
    );
  });

  it('listens, and its answers are lost on the way back', () => {
    const local =
      '{ type: NodePort, externalTrafficPolicy: Local, selector: { app: web }, ports: [{ port: 80, targetPort: 9, nodePort: 30080 }] }';
    const asked = { yaml: b + service(local), from: 'outside', to: 'node/worker:30080', of: 'b' };
    assert.equal(said({ ...asked, mode: 'ipvs' }), '0: connections that come to pod default/b end: timeout');
  });
});

describe('a pod that is not chosen', () => {
  it('is kept from a client by the ranges of a load balancer', () => {
    const spec =
      '{ type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24], selector: { app: web }, ports: [{ port: 80, targetPort: 9 }] }';
    const yaml = a + service(spec, 'status: { loadBalancer: { ingress: [{ ip: 192.0.2.80 }] } }');
    assert.equal(
      said({ yaml, to: '192.0.2.80:80' }),
      '0: service default/web lets only 198.51.100.0/24 use its load balancer address (loadBalancerSourceRanges)',
    );
  });

  it('has another address', () =>
    assert.equal(
      said({ yaml: a, to: '192.0.2.1:80' }),
      '0: the flow dials 192.0.2.1:80, no address of a Service, and pod default/a has 10.244.1.70',
    ));

  it('has labels that the selector does not pick, and these are told alone', () => {
    const two = service('{ selector: { app: web, tier: front }, ports: [{ port: 80 }] }');
    const words = 'selector app=web,tier=front of service default/web does not pick pod default/a, which has';
    assert.equal(said({ yaml: a + two }), `0: ${words} no label tier`);
    const other = pod('a', '10.244.1.70', 'worker', '{ app: wbe }');
    assert.equal(said({ yaml: other + two }), `0: ${words} the label app=wbe and no label tier`);
  });

  it('is not blamed on a selector that the Service does not have', () => {
    const there = '0: default/b does not listen on 8080/TCP: refused';
    assert.equal(said({ yaml: a + b + service(plain) + slice(atB) }), there);
    const far = a.replace('name: a,', 'name: a, namespace: shop,');
    assert.equal(said({ yaml: far + b + service(plain) + slice(atB), of: 'shop/a' }), there);
  });

  it('is in a slice whose port has another name', () => {
    const named = slice(atA).replace('port: 8080', 'name: http, port: 8080');
    assert.equal(
      said({ yaml: a + service(plain) + named }),
      '0: the port of service default/web has no name, that of EndpointSlice mine the name http: they belong together by name',
    );
  });

  it('is not what is pinged', () =>
    assert.match(said({ yaml: a, to: '10.244.9.9', protocol: 'ICMP' }), /^0: .*10\.244\.9\.9/));

  it('is not called unready where its Service publishes those too', () => {
    const headless =
      '{ clusterIP: None, publishNotReadyAddresses: true, selector: { app: web }, ports: [{ port: 9 }] }';
    const pending = `
apiVersion: v1
kind: Pod
metadata: { name: late, labels: { app: web } }
spec: { nodeSelector: { no: where }, containers: [{ name: main, image: img }] }
---
apiVersion: v1
kind: Pod
metadata: { name: client }
spec: { containers: [{ name: main, image: img }] }
---`;
    const asked = { yaml: a + pending + service(headless), from: 'client', to: 'web:9', of: 'late' };
    assert.doesNotMatch(said(asked), /ready pods alone/);
    const strict = asked.yaml.replace(' publishNotReadyAddresses: true,', '');
    assert.match(said({ ...asked, yaml: strict }), /ready pods alone, and pod default\/late is Pending/);
  });
});

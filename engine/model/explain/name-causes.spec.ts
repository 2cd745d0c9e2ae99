import assert from 'node:assert/strict';
import { causes, service, web } from './testing.spec.ts';

const plain = service('{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }');
const headless = service(
  '{ clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }',
);

describe('why a name leads nowhere', () => {
  it('is that the Service is called otherwise', () => {
    const other = (to: string): readonly string[] => causes({ yaml: web() + plain, to });
    assert.deepEqual(other('web.default.foo:80'), [
      'web.default.foo is none of the names of service default/web @23 | web.default:80',
    ]);
    assert.deepEqual(other('web.:80'), [
      'web. is none of the names of service default/web @23 | web.default:80',
    ]);
  });

  it('is a slip in the name of a Service of another namespace', () => {
    const shop = service('{ ports: [{ port: 80 }] }', 'web', 'shop');
    assert.deepEqual(causes({ yaml: shop, to: 'http://wbe.shop/' }), [
      'there is no service wbe in namespace shop; the nearest name there is web @9 | web.shop:80',
    ]);
  });

  it('is that nobody has it', () =>
    assert.deepEqual(causes({ yaml: web() + plain, to: 'payments:80' }), [
      'namespace default has no service payments',
    ]));

  it('is an alias that leads nowhere', () => {
    const lost = service('{ type: ExternalName, externalName: gone.default.svc.cluster.local }');
    assert.deepEqual(causes({ yaml: lost, to: 'web:80' }), [
      'service default/web is an alias of gone.default.svc.cluster.local, which does not resolve @10',
    ]);
  });

  it('is that a headless Service has pods, and none is ready', () => {
    const probe = `
          readinessProbe: { exec: { command: [ls, /var/ready] } }`;
    const [first, second, ...others] = causes({ yaml: web(probe) + headless, to: 'web:8080' });
    assert.equal(
      first,
      'service default/web is headless, and none of its pods is ready: then it has no name @25 | publishNotReadyAddresses: true, if pods must be found before they are ready',
    );
    assert.match(second ?? '', /^no pod of service default\/web is ready: /);
    assert.deepEqual(others, []);
  });

  it('is a node that is cut off from the DNS server, and nothing else', () => {
    const here = `
apiVersion: v1
kind: Pod
metadata: { name: here }
spec: { nodeName: worker, containers: [{ name: main, image: img }] }
---`;
    const faults = { cutOffNodes: new Set(['worker']) };
    assert.deepEqual(causes({ yaml: here + plain, from: 'here', to: 'web:80', faults }), [
      'node worker is cut off from the others',
    ]);
  });

  it("is a pod that asks its node's resolver", () => {
    const agent = `
apiVersion: v1
kind: Pod
metadata: { name: plain }
spec:
  dnsPolicy: Default
  containers: [{ name: main, image: img }]
---`;
    assert.deepEqual(causes({ yaml: agent + plain, from: 'plain', to: 'web:80' }), [
      "pod default/plain has dnsPolicy Default, so it asks the node's resolver, which does not know the names of Services @11 | dnsPolicy: ClusterFirst",
    ]);
    const host = agent.replace('dnsPolicy: Default', 'hostNetwork: true');
    assert.deepEqual(causes({ yaml: host + plain, from: 'plain', to: 'web:80' }), [
      "pod default/plain has hostNetwork and dnsPolicy ClusterFirst, so it asks the node's resolver, which does not know the names of Services @11 | dnsPolicy: ClusterFirstWithHostNet",
    ]);
  });
});

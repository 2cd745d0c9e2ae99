import assert from 'node:assert/strict';
import { causes } from './testing.spec.ts';

const pod = (name: string, ip: string, node: string, ports: string, phase = 'Running'): string => `
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  nodeName: ${node}
  containers:
    - name: main
      image: img${ports}
status:
  phase: ${phase}
  podIP: ${ip}
  podIPs: [{ ip: ${ip} }]
  conditions: [{ type: Ready, status: "True" }]
---`;
const web = (spec: string, endpoints: string): string => `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: ${spec}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: mine, labels: { kubernetes.io/service-name: web } }
addressType: IPv4
endpoints: [${endpoints}]
ports: [{ port: 8080 }]
---`;
const ports = '\n      ports: [{ containerPort: 9 }]';
const a = pod('a', '10.244.1.70', 'worker', ports);
const b = pod('b', '10.244.2.70', 'worker2', ports);
const both =
  '{ addresses: [10.244.1.70], nodeName: worker }, { addresses: [10.244.2.70], nodeName: worker2 }';
const deaf = (name: string): string =>
  `nobody in pod default/${name} listens on 8080/TCP: it listens on 9/TCP`;
const text = (cause: string): string => cause.replace(/ @\d+$/, '');

describe('endpoints where nobody answers', () => {
  it('are all told where all refuse', () =>
    assert.deepEqual(
      causes({ yaml: a + b + web('{ ports: [{ port: 80 }] }', both), to: 'web:80' }).map(text),
      [deaf('a'), deaf('b')],
    ));

  it('are told however they end', () =>
    assert.deepEqual(
      causes({
        yaml: a + b + web('{ ports: [{ port: 80 }] }', both),
        from: 'host control-plane',
        to: 'service/web:80',
        faults: { stoppedNodes: new Set(['worker2']) },
      }).map(text),
      [deaf('a'), '10.244.2.70: node worker2 is stopped'],
    ));

  it('are those alone that the flow may come to', () => {
    const good = pod('c', '10.244.1.71', 'worker', '\n      ports: [{ containerPort: 8080 }]');
    const three = `${both}, { addresses: [10.244.1.71], nodeName: worker }`;
    const spec = '{ internalTrafficPolicy: Local, ports: [{ port: 80 }] }';
    assert.deepEqual(
      causes({ yaml: a + b + good + web(spec, three), from: 'host worker', to: 'service/web:80' }).map(text),
      [deaf('a')],
    );
  });
});

describe('a pod where nobody listens', () => {
  const one = (asked: string, more = ports, phase?: string): string[] =>
    causes({ yaml: pod('one', '10.244.1.77', 'worker', more, phase), to: asked });

  it('is told with its ports, and where they are written', () => {
    assert.deepEqual(one('pod/one:80'), [
      'nobody in pod default/one listens on 80/TCP: it listens on 9/TCP @16',
    ]);
    assert.deepEqual(one('pod/one:80', ''), [
      'nobody in pod default/one listens on 80/TCP: it listens on nothing @14',
    ]);
  });

  it('may not run yet', () =>
    assert.deepEqual(one('10.244.1.77:9', ports, 'Pending').map(text), [
      'pod default/one does not run yet: phase Pending',
    ]));
});

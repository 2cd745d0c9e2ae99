import assert from 'node:assert/strict';
import { causes, service, web } from './testing.spec.ts';

const nodePort = (name: string, port: number, more = ''): string => `
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec:
  type: NodePort
  selector: { app: web }
  ports:
    - port: ${port}
      targetPort: 8080
      nodePort: 30${port}${more}
---`;
const portless = service('{ clusterIP: None, selector: { app: web } }', 'a-first');

describe('a port of a node that is no node port', () => {
  it('belongs to a Service that has another one, or none', () => {
    const yaml = portless + nodePort('web', 100);
    const to = 'node/worker:100';
    assert.deepEqual(causes({ yaml, from: 'outside', to }), [
      'no Service has node port 100/TCP: 100 is the port of service default/web, which has node port 30100 @21 | port 30100',
    ]);
    const without = yaml.replace('type: NodePort', 'type: ClusterIP').replace('\n      nodePort: 30100', '');
    assert.deepEqual(causes({ yaml: without, from: 'outside', to }), [
      'no Service has node port 100/TCP: 100 is the port of service default/web, which has none @16 | type: NodePort',
    ]);
  });

  it('is none of those that there are, four of which are named', () => {
    const said = (count: number): string[] => {
      const all = Array.from({ length: count }, (_, n) => nodePort(`s${n}`, 100 + n));
      return causes({ yaml: portless + all.join(''), from: 'outside', to: 'node/worker:31000' });
    };
    const four = '30100 (default/s0), 30101 (default/s1), 30102 (default/s2), 30103 (default/s3)';
    assert.deepEqual(said(0), ['no Service has node port 31000/TCP: no Service of the cluster has one']);
    assert.deepEqual(said(4), [`no Service has node port 31000/TCP: there are ${four}`]);
    assert.deepEqual(said(6), [`no Service has node port 31000/TCP: there are ${four} and 2 more`]);
  });

  it('is not a node port that refuses for want of endpoints', () =>
    assert.deepEqual(causes({ yaml: nodePort('web', 100), from: 'outside', to: 'node/worker:30100' }), [
      'selector app=web of service default/web picks no pod in namespace default, which has no pods with such labels @12',
    ]));
});

describe('an address that nobody has', () => {
  it('is not blamed on its pod where the client reaches nobody', () => {
    const faults = { cutOffNodes: new Set(['worker']) };
    const cut = ['node worker is cut off from the others'];
    for (const to of ['192.0.2.1:80', '10.244.1.253:80'])
      assert.deepEqual(causes({ yaml: web(), from: 'host worker', to, faults }).slice(0, 1), cut);
    assert.deepEqual(causes({ yaml: web(), from: 'host worker', to: '192.0.2.1:80', faults }), cut);
  });
});

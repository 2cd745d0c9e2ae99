import assert from 'node:assert/strict';
import { causes, service } from './testing.spec.ts';

const pod = (name: string, labels: string, more = '', namespace = 'default'): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: ${labels} }
spec: { containers: [{ name: main, image: img, ports: [{ containerPort: 80 }] }] }${more}
---`;
const said = (selector: string, pods: string): string =>
  causes({ yaml: pods + service(`{ selector: ${selector}, ports: [{ port: 80 }] }`), to: 'web:80' })
    .join()
    .replace(/ @\d+/, '');

describe('a selector that picks nothing', () => {
  it('does not pick pods that have ended', () =>
    assert.equal(
      said('{ app: web }', pod('job', '{ app: web }', '\nstatus: { phase: Succeeded, podIP: 10.244.1.9 }')),
      'selector app=web of service default/web picks no pod in namespace default, which has no pods with such labels',
    ));

  it('does not come near pods of other namespaces', () =>
    assert.equal(
      said('{ app: web, tier: front }', pod('a', '{ app: web }', '', 'shop')),
      'selector app=web,tier=front of service default/web picks no pod in namespace default, which has no pods with such labels',
    ));

  it('comes nearest to the pods of which most labels fit, or nearly', () => {
    const pods = pod('near', '{ app: web }') + pod('far', '{ app: wbe }');
    assert.equal(
      said('{ app: web, tier: front }', pods),
      'selector app=web,tier=front of service default/web picks no pod: pod near has no label tier | the label tier: front on the pods',
    );
    assert.equal(
      said('{ app: web }', pod('run', '{ run: web }') + pod('other', '{ run: db }')),
      'selector app=web of service default/web picks no pod: pod run has no label app | the label app: web on the pods',
    );
  });
});

import assert from 'node:assert/strict';
import { UserError } from '../../errors/index.ts';
import { defaultCluster } from '../../kube/index.ts';
import { after, apply, given, serviceOf } from '../given.spec.ts';

const extra = `
apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: {name: more}
spec: {cidrs: [10.111.0.0/28]}
`;

function service(name: string, clusterIP = ''): string {
  const asked = clusterIP === '' ? '' : `clusterIP: ${clusterIP}, `;
  return `
---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {${asked}ports: [{port: 80}]}
`;
}

describe('a range that a ServiceCIDR object adds', () => {
  it('has addresses that may be asked for', () => {
    const state = given(extra + service('web', '10.111.0.3'));
    assert.equal(serviceOf(state, 'web').spec.clusterIP, '10.111.0.3');
    const later = after(given(extra), apply(service('web', '10.111.0.3')));
    assert.equal(serviceOf(later, 'web').spec.clusterIP, '10.111.0.3');
  });

  it('may come together with who asks for it', () => {
    const state = after(given(''), apply(extra + service('web', '10.111.0.3')));
    assert.equal(serviceOf(state, 'web').spec.clusterIP, '10.111.0.3');
  });

  it('gives addresses once the own range is full, and then is full itself', () => {
    const cluster = { ...defaultCluster(), serviceSubnets: ['10.0.0.0/28'] };
    // The API server and DNS have two of the fourteen.
    const names = Array.from({ length: 26 }, (_, i) => `s-${i + 10}`);
    const state = given(extra + names.map((name) => service(name)).join(''), cluster);
    const ips = names.map((name) => serviceOf(state, name).spec.clusterIP!);
    assert.equal(new Set(ips).size, 26);
    assert.ok(ips.slice(0, 12).every((ip) => ip.startsWith('10.0.0.')));
    assert.ok(ips.slice(12).every((ip) => ip.startsWith('10.111.0.')));
    assert.throws(() => after(state, apply(service('t'))), /range is full/);
  });

  it('is no range before the object is there', () =>
    assert.throws(() => after(given(''), apply(service('web', '10.111.0.3'))), UserError));
});

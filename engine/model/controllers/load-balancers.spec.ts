import assert from 'node:assert/strict';
import { defaultCluster } from '../../kube/index.ts';
import { after, apply, given, serviceOf } from '../given.spec.ts';
import type { State } from '../state.ts';

const provided = { ...defaultCluster(2), loadBalancerRanges: ['198.18.0.0/30', '2001:2::/112'] };
const dual = {
  ...defaultCluster(2, { ipFamilies: ['IPv4', 'IPv6'] }),
  loadBalancerRanges: provided.loadBalancerRanges,
};

function balancer(name: string, more = ''): string {
  return `
---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {type: LoadBalancer, ${more}ports: [{port: 80}]}
`;
}

function ipsOf(state: State, name: string): readonly (string | undefined)[] {
  return (serviceOf(state, name).status?.loadBalancer?.ingress ?? []).map(({ ip }) => ip);
}

describe('a provider of load balancers', () => {
  it('gives each an address of its own, and none once it has no more', () => {
    const state = given(balancer('a') + balancer('b') + balancer('c'), provided);
    assert.deepEqual(ipsOf(state, 'a'), ['198.18.0.1']);
    assert.deepEqual(ipsOf(state, 'b'), ['198.18.0.2']);
    assert.deepEqual(ipsOf(state, 'c'), []);
  });

  it('goes on in the next of its ranges', () => {
    const ranges = ['198.18.0.0/30', '198.18.9.0/30'];
    const state = given(balancer('a') + balancer('b') + balancer('c'), {
      ...provided,
      loadBalancerRanges: ranges,
    });
    assert.deepEqual(ipsOf(state, 'c'), ['198.18.9.1']);
  });

  it('leaves alone what others gave', () => {
    const recorded =
      balancer('m').trimEnd() + '\nstatus: {loadBalancer: {ingress: [{hostname: lb.example.com}]}}\n';
    const other = balancer('a').trimEnd() + '\nstatus: {loadBalancer: {ingress: [{ip: 198.18.0.1}]}}\n';
    const state = given(recorded + other + balancer('b'), provided);
    assert.deepEqual(
      ['m', 'a', 'b'].map((name) => ipsOf(state, name)),
      [[undefined], ['198.18.0.1'], ['198.18.0.2']],
    );
  });

  it('gives one of each family', () => {
    const state = given(balancer('a', 'ipFamilyPolicy: RequireDualStack, '), dual);
    assert.deepEqual(ipsOf(state, 'a'), ['198.18.0.1', '2001:2::1']);
  });

  it('leaves those of another class and other types to others', () => {
    const state = given(
      balancer('a', 'loadBalancerClass: example.com/x, ') +
        balancer('b').replace('type: LoadBalancer', 'type: NodePort'),
      provided,
    );
    assert.deepEqual([ipsOf(state, 'a'), ipsOf(state, 'b')], [[], []]);
  });

  it('lets everybody keep what they have, whoever comes', () => {
    const first = given(balancer('m'), provided);
    const state = after(first, apply(balancer('a')), apply(balancer('m', 'selector: {app: m}, ')));
    assert.deepEqual([ipsOf(state, 'a'), ipsOf(state, 'm')], [['198.18.0.2'], ['198.18.0.1']]);
  });

  it('takes it back from what is no load balancer any more', () => {
    const first = given(balancer('a') + balancer('b'), provided);
    const state = after(first, apply(balancer('a').replace('type: LoadBalancer', 'type: ClusterIP')));
    assert.deepEqual(ipsOf(state, 'a'), []);
    assert.deepEqual(ipsOf(after(state, apply(balancer('c'))), 'c'), ['198.18.0.1']);
  });

  it('is not there unless somebody says so', () => assert.deepEqual(ipsOf(given(balancer('a')), 'a'), []));
});

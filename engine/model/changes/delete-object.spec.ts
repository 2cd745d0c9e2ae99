import assert from 'node:assert/strict';
import { after, apply, deployment, given, pod, podNames, podsOf, service } from '../given.spec.ts';
import { isSilent } from '../controllers/silent-nodes.ts';
import type { State } from '../state.ts';

const remove = (kind: string, name: string, namespace = 'default') =>
  ({ kind: 'delete', object: { kind, namespace, name } }) as const;
const stop = (node: string) => ({ kind: 'stop-node', node }) as const;
const names = (state: State, kind: string): readonly string[] =>
  state.objects.list(kind).map(({ object }) => object.metadata.name);

describe('a node that is deleted and comes again under its name', () => {
  const again = apply(`
apiVersion: v1
kind: Node
metadata: {name: worker}
status: {addresses: [{type: InternalIP, address: 172.18.0.9}]}
`);

  it('is neither off nor cut off', () => {
    for (const kind of ['stop-node', 'cut-off-node'] as const) {
      const state = after(
        given(''),
        { kind, node: 'worker' },
        { kind, node: 'worker2' },
        remove('Node', 'worker', ''),
      );
      assert.equal(isSilent(after(state, again), 'worker'), false);
      assert.equal(isSilent(state, 'worker2'), true, 'the other one is what it was');
    }
  });
});

describe('a workload that is deleted', () => {
  it('leaves pods of nodes that nobody hears of, which are being deleted', () => {
    const state = after(given(deployment('web', 4)), stop('worker'), { kind: 'pass-time', seconds: 400 });
    const going = podsOf(state)
      .filter(({ metadata }) => metadata.deletionTimestamp)
      .map(({ metadata }) => metadata.name);
    assert.equal(going.length, 2);
    const next = after(state, remove('Deployment', 'web'));
    assert.deepEqual(podNames(next), going);
    assert.deepEqual(
      names(next, 'ReplicaSet').filter((name) => name.startsWith('web-')),
      [],
    );
  });
});

describe('a namespace that is deleted', () => {
  it('takes along what is in it, and nothing else', () => {
    const inShop = (yaml: string): string => yaml.replace('{name: web', '{namespace: shop, name: web');
    const state = given(inShop(deployment('web', 1)) + inShop(service('web')) + service('api'));
    const next = after(state, remove('Namespace', 'shop', ''));
    assert.deepEqual(podNames(next, 'shop'), []);
    assert.deepEqual(names(next, 'Service'), ['api', 'kubernetes', 'kube-dns']);
    assert.deepEqual(names(next, 'Node'), names(state, 'Node'));
    assert.ok(!names(next, 'Namespace').includes('shop'));
    assert.deepEqual(
      names(after(next, apply(service('more'))), 'Namespace'),
      names(next, 'Namespace'),
      'nor does it come back',
    );
  });
});

describe('what a pod owns', () => {
  it('goes with the pod', () => {
    const note = `
---
apiVersion: v1
kind: ConfigMap
metadata: {name: note, ownerReferences: [{apiVersion: v1, kind: Pod, name: a, uid: x}]}
`;
    const state = given(pod('a', '{containers: [{name: a, image: x}]}') + note);
    assert.deepEqual(names(after(state, remove('Pod', 'a')), 'ConfigMap').includes('note'), false);
  });
});

describe('an object that is not there', () => {
  it('is said with its namespace, if its kind has any', () => {
    assert.throws(
      () => after(given(''), remove('Service', 'web')),
      /no Service "web" in namespace "default"/,
    );
    assert.throws(() => after(given(''), remove('Namespace', 'web', '')), /no Namespace "web"$/);
  });
});

import assert from 'node:assert/strict';
import { manifestOf, type KubeObject, type Manifest } from '../../kube/index.ts';
import { ObjectStore } from '../object-store.ts';
import { impliedNamespaces, withNamespace } from './namespaces.ts';

const everywhere = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

function note(namespace: string | undefined, name: string, labels: Record<string, string> = {}): Manifest {
  const metadata = { name, labels, ...(namespace !== undefined && { namespace }) };
  return manifestOf<KubeObject>({ apiVersion: 'v1', kind: 'ConfigMap', metadata });
}

function implied(objects: ObjectStore): readonly string[] {
  return impliedNamespaces(objects).map(({ object }) => object.metadata.name);
}

describe('namespaces that nobody declared', () => {
  it('are those of every cluster, and those that objects name, sorted', () => {
    const objects = ObjectStore.of([note('zoo', 'a'), note('air', 'a')]);
    assert.deepEqual(implied(objects), ['air', ...everywhere, 'zoo']);
    assert.deepEqual(implied(ObjectStore.empty), everywhere);
  });

  it('are named as long as an object is in them, whatever happens to others', () => {
    const ref = (name: string): { kind: string; namespace: string; name: string } => ({
      kind: 'ConfigMap',
      namespace: 'shop',
      name,
    });
    let objects = ObjectStore.of([note('shop', 'a'), note('shop', 'b')]);
    assert.ok(implied(objects).includes('shop'));
    objects = objects.with([note('shop', 'a', { team: 'x' }), note('shop', 'c')]);
    assert.ok(implied(objects).includes('shop'));
    objects = objects.without([ref('a'), ref('b')]);
    assert.ok(implied(objects).includes('shop'), 'one is left');
    objects = objects.without([ref('c')]);
    assert.deepEqual(implied(objects), everywhere);
    assert.ok(implied(objects.with([note('shop', 'd')])).includes('shop'));
  });
});

describe('an object without a namespace', () => {
  it('lives in default, if its kind lives in any', () => {
    assert.equal(withNamespace(note(undefined, 'a')).object.metadata.namespace, 'default');
    assert.equal(withNamespace(note('shop', 'a')).object.metadata.namespace, 'shop');
    const node = manifestOf<KubeObject>({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'worker' } });
    assert.ok(!('namespace' in withNamespace(node).object.metadata));
  });
});

import assert from 'node:assert/strict';
import { manifestOf, type KubeObject, type Manifest } from '../../kube/index.ts';
import { AliasBook } from './alias-book.ts';

const object = (kind: string, name: string, owner?: readonly [kind: string, name: string]): Manifest => {
  const ownerReferences = owner && [
    { apiVersion: 'apps/v1', kind: owner[0], name: owner[1], controller: true },
  ];
  const metadata: KubeObject['metadata'] = {
    name,
    namespace: 'shop',
    ...(ownerReferences && { ownerReferences }),
  };
  return manifestOf({ apiVersion: 'v1', kind, metadata });
};
const pod = (name: string): Manifest => object('Pod', name, ['ReplicaSet', 'web-5f']);
const replicaSet = object('ReplicaSet', 'web-5f', ['Deployment', 'web']);

describe('numbers for pods', () => {
  it('follow the order of names at first sight, by the name of what a person wrote', () => {
    const book = new AliasBook();
    book.see([pod('web-5f-zz'), pod('web-5f-aa'), replicaSet]);
    assert.equal(book.find('shop', 'web-1'), 'shop/web-5f-aa');
    assert.equal(book.find('shop', 'web-2'), 'shop/web-5f-zz');
    assert.equal(book.find('shop', 'web-3'), undefined);
    assert.equal(book.find('other', 'web-1'), undefined);
  });

  it('go on where pods come later, and are never given twice', () => {
    const book = new AliasBook();
    book.see([pod('web-5f-mm'), pod('web-5f-zz'), replicaSet]);
    book.see([pod('web-5f-zz'), pod('web-5f-aa'), replicaSet]);
    assert.equal(book.find('shop', 'web-1'), 'shop/web-5f-mm');
    assert.equal(book.find('shop', 'web-2'), 'shop/web-5f-zz');
    assert.equal(book.find('shop', 'web-3'), 'shop/web-5f-aa');
  });

  it('are nothing where a pod has that very name', () => {
    const book = new AliasBook();
    book.see([pod('web-5f-aa'), replicaSet, object('Pod', 'web-1')]);
    assert.equal(book.find('shop', 'web-1'), 'shop/web-1');
  });

  it('of a StatefulSet stay what they are', () => {
    const book = new AliasBook();
    book.see([object('Pod', 'db-0', ['StatefulSet', 'db']), object('Pod', 'db-1', ['StatefulSet', 'db'])]);
    assert.equal(book.find('shop', 'db-0'), 'shop/db-0');
    assert.equal(book.find('shop', 'db-1'), 'shop/db-1');
  });

  describe('after a controller has removed some', () => {
    const ready = (name: string, is: boolean): Manifest => {
      const { object, ...rest } = pod(name);
      const status = { phase: 'Running', conditions: [{ type: 'Ready', status: is ? 'True' : 'False' }] };
      return { ...rest, object: { ...object, status } as KubeObject, placeOf: () => undefined };
    };
    const firstStays = (_: string, alias: string): boolean => alias === 'web-1';

    it('are those of the pods that the model kept: equal pods are anybody', () => {
      const book = new AliasBook();
      book.see([ready('web-5f-aa', true), ready('web-5f-bb', true), ready('web-5f-cc', true), replicaSet]);
      book.see([ready('web-5f-bb', true), replicaSet]);
      book.follow(firstStays);
      assert.equal(book.find('shop', 'web-1'), 'shop/web-5f-bb');
      assert.equal(book.find('shop', 'web-2'), 'shop/web-5f-aa');
      assert.equal(book.find('shop', 'web-3'), 'shop/web-5f-cc');
    });

    it('stay where the pod that the model kept was another kind of pod', () => {
      const book = new AliasBook();
      book.see([ready('web-5f-aa', false), ready('web-5f-bb', true), replicaSet]);
      book.see([ready('web-5f-bb', true), replicaSet]);
      book.follow(firstStays);
      assert.equal(book.find('shop', 'web-1'), 'shop/web-5f-aa');
    });

    it('stay where both kept the same, and where a pod of the model is not there at all', () => {
      const book = new AliasBook();
      book.see([ready('web-5f-aa', true), ready('web-5f-bb', true), replicaSet]);
      book.see([ready('web-5f-aa', true), replicaSet]);
      book.follow(firstStays);
      assert.equal(book.find('shop', 'web-1'), 'shop/web-5f-aa');
      book.see([replicaSet]);
      book.follow(firstStays);
      assert.equal(book.find('shop', 'web-1'), 'shop/web-5f-aa');
    });
  });
});

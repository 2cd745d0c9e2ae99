import assert from 'node:assert/strict';
import { given } from '../given.spec.ts';
import { generateName, safeEncode, suffixOf } from './names.ts';
import { NewNames } from './new-names.ts';
import { canonicalTemplate, hashOfTemplate } from './template-hash.ts';

const alphabet = /^[bcdfghjklmnpqrstvwxz2456789]+$/;

describe('generated names', () => {
  it('end in five letters of the alphabet of generated names', () => {
    for (let i = 0; i < 100; i++) assert.match(suffixOf(`key ${i}`), /^[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  it('are cut to 63 characters, the suffix kept', () => {
    const name = generateName(`${'a'.repeat(80)}-`, 'key');
    assert.equal(name.length, 63);
    assert.ok(name.endsWith(suffixOf('key')));
  });

  it('encode digits as the API machinery does', () => {
    assert.equal(safeEncode(5_950_817_466), '9f94d5c8bb');
    assert.match(safeEncode(4294967295), alphabet);
  });
});

describe('names of new pods', () => {
  it('are different ones, though five letters meet now and then', () => {
    const state = given('');
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      const names = new NewNames(state, { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name } });
      const given = Array.from({ length: 4000 }, () => names.next());
      assert.equal(new Set(given).size, given.length, name);
    }
  });

  it('of a place depend on no other place', () => {
    const owner = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' } };
    const names = new NewNames(given(''), owner);
    const both = ['worker', 'worker2'].map((node) => names.next(node));
    assert.deepEqual(both[1], new NewNames(given(''), owner).next('worker2'));
    assert.notEqual(names.next('worker'), both[0], 'a second one there has another name');
  });
});

describe('the hash of a pod template', () => {
  const template = (labels: Record<string, string>, image = 'x'): Parameters<typeof hashOfTemplate>[0] => ({
    metadata: { labels },
    spec: { containers: [{ name: 'web', image }] },
  });

  it('has up to ten letters', () => {
    assert.match(hashOfTemplate(template({ app: 'web' })), /^[bcdfghjklmnpqrstvwxz2456789]{1,10}$/);
  });

  it('does not know the label that carries it, nor the order of keys, nor empty fields', () => {
    const plain = canonicalTemplate(template({ app: 'web', tier: 'front' }));
    assert.equal(
      canonicalTemplate(template({ tier: 'front', app: 'web', 'pod-template-hash': '5c8' })),
      plain,
    );
    const withEmpty = { ...template({ app: 'web', tier: 'front' }) };
    assert.equal(canonicalTemplate({ ...withEmpty, spec: { ...withEmpty.spec, initContainers: [] } }), plain);
  });

  it('knows everything else', () => {
    assert.notEqual(hashOfTemplate(template({ app: 'web' })), hashOfTemplate(template({ app: 'web' }, 'y')));
    assert.notEqual(hashOfTemplate(template({ app: 'web' })), hashOfTemplate(template({ app: 'api' })));
  });
});

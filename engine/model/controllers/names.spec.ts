import assert from 'node:assert/strict';
import { generateName, safeEncode, suffixOf } from './names.ts';
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

import assert from 'node:assert/strict';
import { manifestOf } from './manifest-of.ts';
import { formatPath, type Manifest } from './manifest.ts';

describe('a path', () => {
  it('is written as the API server writes it', () => {
    assert.equal(formatPath(['spec', 'ports', 0, 'nodePort']), 'spec.ports[0].nodePort');
    assert.equal(formatPath(['metadata', 'labels', 'example.com/app']), 'metadata.labels[example.com/app]');
    assert.equal(formatPath(['metadata', 'labels', 'app']), 'metadata.labels.app');
    assert.equal(formatPath([]), '');
  });
});

describe('an object that nobody wrote as it is', () => {
  const origin: Manifest = {
    object: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } },
    placeOf: (path = []) => ({ file: formatPath(path), line: 1, column: 1 }),
  };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web-1' } };

  it('is nowhere without an origin', () => assert.equal(manifestOf(pod).placeOf(['spec']), undefined));

  it('is where its origin is', () => assert.equal(manifestOf(pod, origin).placeOf(['spec'])?.file, 'spec'));

  it('is where its fields come from in its origin', () => {
    const derived = manifestOf(pod, origin, (path) => ['spec', 'template', ...path]);
    assert.equal(derived.placeOf(['spec', 'containers', 0])?.file, 'spec.template.spec.containers[0]');
    assert.equal(derived.placeOf()?.file, 'spec.template');
  });
});

import assert from 'node:assert/strict';
import { findResource, resourceName, resources } from './resource.ts';

describe('names of kinds', () => {
  it('finds a kind by plural, singular, short name and group, in any case', () => {
    for (const word of ['services', 'service', 'svc', 'SVC', 'Service']) {
      assert.equal(findResource(word)?.kind, 'Service', word);
    }
    assert.equal(findResource('deployments.apps')?.kind, 'Deployment');
    assert.equal(findResource('ep')?.kind, 'Endpoints');
    assert.equal(findResource('svcs'), undefined);
  });

  it('has each word once', () => {
    const words = resources.flatMap(({ plural, shortNames }) => [plural, ...shortNames]);
    assert.equal(new Set(words).size, words.length);
  });

  it('names objects with the group of their kind', () => {
    assert.equal(resourceName('Service', 'web'), 'service/web');
    assert.equal(resourceName('Deployment', 'web'), 'deployment.apps/web');
    assert.equal(resourceName('Widget', 'w'), 'widget/w');
  });
});

import assert from 'node:assert/strict';
import { ObjectStore } from './object-store.ts';
import { servicesSelecting } from './services-selecting.ts';
import { service } from './world.spec.ts';

describe('the Services that select a pod', () => {
  it('have a selector that its labels meet: an empty one is none', () => {
    const objects = ObjectStore.of([
      service('all', { selector: {} }),
      service('none', {}),
      service('other', { selector: { app: 'db' } }),
      service('web', { selector: { app: 'web' } }),
    ]);
    const names = (labels: Record<string, string>): string[] =>
      servicesSelecting(objects, 'default', labels).map(({ object }) => object.metadata.name);
    assert.deepEqual(names({ app: 'web', tier: 'front' }), ['web']);
    assert.deepEqual(names({}), []);
  });
});

import assert from 'node:assert/strict';
import { closest } from './closest.ts';

describe('the nearest known word', () => {
  it('is found through a typing mistake', () => {
    assert.equal(closest('targetport', ['port', 'targetPort', 'nodePort']), 'targetPort');
    assert.equal(closest('slector', ['selector', 'ports']), 'selector');
  });

  it('counts letters that changed places as one mistake', () => {
    assert.equal(closest('wbe', ['db', 'web']), 'web');
  });

  it('is nothing where no word is near', () => {
    assert.equal(closest('replicas', ['image', 'ports']), undefined);
  });

  it('is the first in order of two that are as near', () => {
    assert.equal(closest('web-3', ['web-2', 'web-1']), 'web-1');
  });
});

import assert from 'node:assert/strict';
import { endpoint, service, slice, world } from '../world.spec.ts';
import { behaviourOf } from './behaviour.ts';
import { compiledService } from './compiled-service.ts';

const web = service('web', {});
const [here, there] = [endpoint('10.244.1.5', 'worker'), endpoint('10.244.2.5', 'worker2')];
const a = slice('web', [here], undefined, 'a');
const b = slice('web', [there], undefined, 'b');
const { cluster, objects } = world([web, a, b]);
const behaviour = behaviourOf(cluster);

describe('the rules of a Service', () => {
  const seen = (store: typeof objects) =>
    compiledService(store, web, behaviour).flatMap(({ endpoints }) => endpoints.all.map(({ ip }) => ip));

  it('are the same as long as it and its slices are', () => {
    const before = compiledService(objects, web, behaviour);
    assert.equal(compiledService(objects.with([service('other', {})]), web, behaviour), before);
  });

  it('follow each of its slices, one that comes and one that goes', () => {
    assert.deepEqual(seen(objects), ['10.244.1.5', '10.244.2.5']);
    const gone = { kind: 'EndpointSlice', namespace: 'default', name: 'web-b' };
    assert.deepEqual(seen(objects.without([gone])), ['10.244.1.5']);
    assert.deepEqual(seen(objects), ['10.244.1.5', '10.244.2.5']);
    assert.deepEqual(seen(objects.with([slice('web', [], undefined, 'a')])), ['10.244.2.5']);
    assert.deepEqual(seen(objects.with([slice('web', [], undefined, 'b')])), ['10.244.1.5']);
    const both = [slice('web', [], undefined, 'a'), slice('web', [], undefined, 'b')];
    assert.deepEqual(seen(objects.with(both)), []);
  });

  it('are others for a cluster whose proxies behave otherwise', () => {
    const other = behaviourOf({ ...cluster, version: { major: 1, minor: 20 } });
    const before = compiledService(objects, web, behaviour);
    assert.notEqual(compiledService(objects, web, other), before);
    assert.equal(behaviourOf(cluster), behaviour);
  });
});

import assert from 'node:assert/strict';
import { markDrawnHints } from '../drawn-hints.ts';
import { ask, endpoint, pod, service, slice, told, trace, world } from '../world.spec.ts';

/** Where nobody can say which endpoints a node uses, and the trace says why. */

const to = '10.96.0.20:80';
const pods = [pod('a', 'worker', '10.244.1.5'), pod('b', 'worker', '10.244.1.6')];

describe('slices that disagree', () => {
  it('are the last thing that is told', () => {
    const state = world([
      ...pods,
      service('web', {}),
      slice('web', [endpoint('10.244.1.5', 'worker')]),
      slice('web', [endpoint('10.244.1.5', 'worker', 'unready')], undefined, 'b'),
    ]);
    const answer = ask(state, 'host worker', to);
    assert.equal(answer.result, 'unknown');
    assert.match(answer.reason ?? '', /say different things of 10\.244\.1\.5:8080/);
    assert.equal(trace(answer).at(-1), `usable-endpoints: ${answer.reason}`);
  });
});

describe('hints that a controller drew', () => {
  const zone = { 'topology.kubernetes.io/zone': 'one' };
  const state = (drawnFor: string) => {
    const written = slice('web', [endpoint('10.244.1.5', 'worker', 'ready zone:one')]);
    const drawn = slice('web', [endpoint('10.244.1.6', 'worker', 'ready zone:one')], undefined, 'b');
    markDrawnHints(drawn.object, new Set([drawnFor]));
    return world([...pods, service('web', {}), written, drawn], {
      nodeLabels: { worker: zone, worker2: { 'topology.kubernetes.io/zone': 'two' } },
    });
  };

  it('leave open who serves their zone, even if only one of the slices was drawn', () => {
    const answer = ask(state('one'), 'host worker', to);
    assert.equal(answer.result, 'unknown');
    assert.equal(
      trace(answer).at(-1),
      'usable-endpoints: which endpoints serve zone one is left to chance: the controller could lend it several, and takes any',
    );
  });

  it('do not matter for other zones, nor where hints do not narrow anything', () => {
    assert.equal(told(state('two'), 'host worker', to), 'reached a b, hidden worker');
    assert.equal(told(state('one'), 'host worker2', to), 'reached a b, hidden worker2');
  });
});

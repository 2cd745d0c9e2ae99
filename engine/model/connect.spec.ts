import assert from 'node:assert/strict';
import { branches, connect } from './connect.ts';
import { resolve } from './resolve.ts';
import { endpoint, flow, pod, say, service, slice, world } from './world.spec.ts';

const six = (name: string, ip: string, node: string) =>
  pod(name, node, ip, { status: { phase: 'Running', podIP: ip, podIPs: [{ ip }] } });

describe('a connection whose way is known', () => {
  const pods = [
    six('a', 'fd00:10:244:1::5', 'worker'),
    six('b', 'fd00:10:244:2::5', 'worker2'),
    six('client', 'fd00:10:244:1::9', 'worker'),
  ];
  const endpoints = [endpoint('fd00:10:244:1::5', 'worker'), endpoint('fd00:10:244:2::5', 'worker2')];
  const state = (sessionAffinity: 'None' | 'ClientIP') =>
    world(
      [
        ...pods,
        service('web', { clusterIP: 'fd00:10:96::20', sessionAffinity }),
        slice('web', endpoints, undefined, 'a', 'IPv6'),
      ],
      { families: ['IPv6'] },
    );
  const asked = flow('client', '[fd00:10:96::20]:80');

  it('is remembered by its endpoint in IPv6 too', () => {
    const ways = branches(state('ClientIP'), asked).branches;
    assert.deepEqual(
      ways.map(({ backend, state: next }) => [backend.pod, say(resolve(next, asked)).split(',')[0]]),
      [
        ['default/a', 'reached a'],
        ['default/b', 'reached b'],
      ],
    );
  });

  it('leaves the cluster as it was where nobody remembers anything', () => {
    const before = state('None');
    assert.equal(connect(before, asked).state, before);
    assert.deepEqual(
      branches(before, asked).branches.map((way) => way.state === before),
      [true, true],
    );
  });
});

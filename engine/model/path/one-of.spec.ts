import assert from 'node:assert/strict';
import { ask, endpoint, pod, service, slice, told, world, type WorldOptions } from '../world.spec.ts';
import { Story } from '../connections/testing.spec.ts';
import { podRef } from '../given.spec.ts';
import type { State } from '../state.ts';

/** A headless name leads to all of its pods, and a client takes any of them. */
function headless(
  ips: readonly (readonly [ip: string, node: string, port: number])[],
  options?: WorldOptions,
): State {
  return world(
    [
      pod('client', 'worker', '10.244.1.200'),
      pod('on-host', 'worker', '172.18.0.3', {
        spec: { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' },
      }),
      service('web', { clusterIP: 'None' }),
      slice(
        'web',
        ips.map(([ip, node]) => endpoint(ip, node)),
      ),
      ...ips.map(([ip, node, port], n) => pod(`web-${n}`, node, ip, { ports: [port] })),
    ],
    options,
  );
}

describe('one of several addresses', () => {
  it('is each as likely, in the order of address and port as text', () => {
    const state = headless([
      ['10.244.1.1', 'worker', 8080],
      ['10.244.1.10', 'worker', 8080],
      ['10.244.1.2', 'worker', 8080],
    ]);
    const { backends } = ask(state, 'client', 'web:8080');
    assert.deepEqual(
      backends.map(({ ip, probability }) => [ip, probability]),
      [
        ['10.244.1.10', 1 / 3],
        ['10.244.1.1', 1 / 3],
        ['10.244.1.2', 1 / 3],
      ],
    );
  });

  it('tells where each ends if they end in different ways, and nobody is reached', () => {
    const state = headless(
      [
        ['10.244.1.5', 'worker', 9999],
        ['10.244.2.5', 'worker2', 8080],
      ],
      { faults: { stoppedNodes: new Set(['worker2']) } },
    );
    const { result, backends } = ask(state, 'client', 'web:8080');
    assert.equal(result, 'refused');
    assert.deepEqual(backends, [
      { pod: 'default/web-0', ip: '10.244.1.5', port: 8080, node: 'worker', probability: 0.5 },
      {
        pod: 'default/web-1',
        ip: '10.244.2.5',
        port: 8080,
        node: 'worker2',
        probability: 0.5,
        result: 'timeout',
      },
    ]);
  });

  it('tells no backends where all end in one way', () => {
    const state = headless([
      ['10.244.1.5', 'worker', 9999],
      ['10.244.2.5', 'worker2', 9999],
    ]);
    assert.deepEqual(ask(state, 'client', 'web:8080').backends, []);
    assert.equal(told(state, 'client', 'web:8080'), 'refused');
  });

  it('has the source of the first that is reached, and of others where it differs', () => {
    const state = headless([
      ['10.244.1.4', 'worker', 9999],
      ['10.244.1.5', 'worker', 8080],
      ['10.244.2.5', 'worker2', 8080],
    ]);
    const { source, backends } = ask(state, 'on-host', 'web:8080');
    assert.deepEqual(source, { kept: true, node: 'worker' });
    assert.deepEqual(
      backends.map(({ ip, result, source }) => [ip, result, source]),
      [
        ['10.244.1.4', 'refused', undefined],
        ['10.244.1.5', undefined, undefined],
        ['10.244.2.5', undefined, { kept: true, address: '172.18.0.3' }],
      ],
    );
  });

  it('is told by the way to the first, and by the end of those that end otherwise', () => {
    const state = headless([
      ['10.244.1.4', 'worker', 8080],
      ['10.244.1.5', 'worker', 8080],
      ['10.244.2.5', 'worker2', 9999],
    ]);
    const words = ask(state, 'client', 'web:8080').trace.map(({ rule, decision }) => `${rule}: ${decision}`);
    assert.ok(
      words.includes(
        'choice: one of 3 addresses at random, each as likely: this is the way to 10.244.1.4:8080',
      ),
    );
    assert.ok(words.includes('choice: to 10.244.1.5:8080: reached as well'));
    assert.equal(
      words.at(-1),
      'listener: to 10.244.2.5:8080: default/web-2 does not listen on 8080/TCP: refused',
    );
  });

  it('tells pods, nodes and addresses that nobody has apart', () => {
    const state = headless([
      ['10.244.1.5', 'worker', 8080],
      ['172.18.0.4', 'worker2', 9999],
      ['10.244.1.77', 'worker', 8080],
    ]);
    const alone = { ...state, objects: state.objects.without([podRef('web-1'), podRef('web-2')]) };
    const { backends } = ask(alone, 'client', 'web:8080');
    const common = { port: 8080, probability: 1 / 3 };
    assert.deepEqual(backends, [
      { ...common, pod: 'default/web-0', ip: '10.244.1.5', node: 'worker' },
      { ...common, ip: '10.244.1.77', result: 'timeout' },
      { ...common, ip: '172.18.0.4', node: 'worker2', result: 'refused' },
    ]);
  });

  it('tells sources apart by their addresses: a node that dials itself has several', () => {
    const state = headless([
      ['10.244.1.1', 'worker', 8080],
      ['172.18.0.3', 'worker', 8080],
    ]);
    const alone = { ...state, objects: state.objects.without([podRef('web-0'), podRef('web-1')]) };
    const { source, backends } = ask(alone, 'on-host', 'web:8080');
    assert.deepEqual(source, { kept: true, address: '10.244.1.1' });
    assert.deepEqual(
      backends.map((backend) => backend.source?.address),
      [undefined, '172.18.0.3'],
    );
  });

  it('is remembered by a Service behind it only as far as it was taken', () => {
    const sticky = (name: string, clusterIP: string) =>
      service(name, { clusterIP, sessionAffinity: 'ClientIP' });
    const web = [endpoint('10.244.1.5', 'worker')];
    const story = new Story(
      world([
        pod('client', 'worker', '10.244.1.200'),
        pod('a', 'worker', '10.244.1.5'),
        sticky('one', '10.96.0.21'),
        sticky('two', '10.96.0.22'),
        slice('one', web),
        slice('two', web),
        service('both', { clusterIP: 'None' }),
        slice('both', [endpoint('10.96.0.21', undefined), endpoint('10.96.0.22', undefined)]),
      ]),
    );
    assert.equal(story.connects('client', 'both:80'), 'reached a a');
    assert.equal(story.remembers('client', '10.96.0.21:80'), 0.5);
    assert.equal(story.remembers('client', '10.96.0.22:80'), 0.5);
  });

  it('says of no other that it ends as well where all others end otherwise', () => {
    const state = headless([
      ['10.244.1.4', 'worker', 8080],
      ['10.244.1.5', 'worker', 9999],
    ]);
    const words = ask(state, 'client', 'web:8080').trace.map(({ decision }) => decision);
    assert.ok(!words.some((text) => text.endsWith('as well')));
  });
});
